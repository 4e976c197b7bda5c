/** What `CI` is set to by whoever means that this is none. */
const OFF: readonly (string | undefined)[] = [undefined, "", "0", "false"];

/** Whether the environment says `CI`: anything but nothing, `0` and `false`. */
export function runsInCi(): boolean {
  return !OFF.includes(process.env["CI"]?.trim().toLowerCase());
}
