import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./workspace-copy.ts";

/** Runs pnpm in the repository, the one that runs the tests if one does; resolves to what it printed. */
export async function runPnpm(...args: readonly string[]): Promise<string> {
  // The condition by which tests find sources must not reach what is built.
  const { NODE_OPTIONS: _, npm_execpath: runner = "", ...env } = process.env;
  const [program, ...first] = basename(runner).startsWith("pnpm") ? [runner] : ["npx", "-y", "pnpm@12"];
  const { stdout } = await promisify(execFile)(program, [...first, ...args], { cwd: ROOT, env, maxBuffer: 2 ** 26 });
  return stdout;
}
