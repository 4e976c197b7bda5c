/** Whether a name fits a pattern in which `*` stands for anything. */
export function fitsPattern(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`, "su").test(name);
}
