/**
 * Code after a change that a document shows as a diff. Lines that begin with a space or `-` must be in the code, in this
 * order and not always next to each other; those with `-` go, those with `+` come after the line before them.
 *
 * @throws {Error} for a line that is not in the code from there on, and for one that begins otherwise.
 */
export function changedCode(code: string, diff: string): string {
  const lines = code.split("\n");
  const changed: string[] = [];
  let next = 0;
  for (const line of diff.split("\n")) {
    if (line === "") continue;
    const [mark, text] = [line[0], line.slice(1)];
    if (mark === "+") {
      changed.push(text);
      continue;
    }
    if (mark !== " " && mark !== "-") throw new Error(`the line "${line}" begins with neither " ", "-" nor "+"`);
    const at = lines.indexOf(text, next);
    if (at < 0) throw new Error(`the line "${text}" is not in the code before, or not after the lines above it`);
    changed.push(...lines.slice(next, mark === "-" ? at : at + 1));
    next = at + 1;
  }
  return [...changed, ...lines.slice(next)].join("\n");
}
