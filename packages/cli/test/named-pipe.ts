import { execFileSync } from "node:child_process";

/** Creates a named pipe: what a test puts in the place of a device, so that broken code cannot replace a real one. */
export function namedPipe(path: string): string {
  execFileSync("sh", ["-c", 'mkfifo "$0"', path]);
  return path;
}
