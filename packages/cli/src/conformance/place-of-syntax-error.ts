import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How Node heads what it says of text that it cannot read: `file:///home/me/subject.js:3`. */
const PLACE = /^((?:file:\/\/\/|[/\\]|[A-Za-z]:).*):(\d+)$/m;

/**
 * The file and line of a syntax error, in a module or in one that it imports. Node keeps it from `catch`, and prints it as
 * a process ends by the error: the module is imported in one that does.
 *
 * @param url of the module.
 * @returns undefined if Node does not tell.
 */
export function placeOfSyntaxError(url: string): string | undefined {
  const code = `await import(${JSON.stringify(url)})`;
  const args = [...process.execArgv, "--input-type=module", "--eval", code];
  const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 10_000 });
  const [, file, line] = PLACE.exec(stderr) ?? [];
  if (file === undefined || line === undefined) return undefined;
  return `${file.startsWith("file:") ? fileURLToPath(file) : file}:${line}`;
}
