import { execFile } from "node:child_process";
import { basename, delimiter, dirname } from "node:path";
import { WORKSPACE } from "./workspace.ts";

/** What a program said, and how it ended. */
export interface ProgramRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program as a stranger to this workspace would, and waits for its end, whichever it is.
 *
 * @param node the program that is called `node` there. @default the Node that runs the tests
 */
export function runProgram(
  cwd: string,
  program: string,
  args: readonly string[],
  node: string = process.execPath,
): Promise<ProgramRun> {
  const env = strangersEnvironment(node);
  const options = { cwd, env, maxBuffer: 2 ** 26, shell: process.platform === "win32" };
  return new Promise((done, fail) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") done({ code, stdout, stderr });
      else fail(error ?? new Error(`${program} did not run.`));
    });
  });
}

/**
 * Runs a program that has to succeed.
 *
 * @throws {Error} with all that it said.
 */
export async function runWell(
  cwd: string,
  program: string,
  args: readonly string[],
  node?: string,
): Promise<ProgramRun> {
  const run = await runProgram(cwd, program, args, node);
  if (run.code === 0) return run;
  throw new Error(`${[program, ...args].join(" ")} ended with ${run.code}:\n${run.stdout}\n${run.stderr}`);
}

/** Runs a command of pnpm that has to succeed: by the pnpm that runs the tests, if one does. */
export function runPnpm(cwd: string, ...args: readonly string[]): Promise<ProgramRun> {
  const runner = process.env["npm_execpath"] ?? "";
  return basename(runner).startsWith("pnpm")
    ? runWell(cwd, runner, args)
    : runWell(cwd, "npx", ["-y", "pnpm@12", ...args]);
}

/**
 * Neither the condition by which tests find sources, nor what pnpm and the test runner tell their children, nor the
 * workspace's programs.
 */
function strangersEnvironment(node: string): NodeJS.ProcessEnv {
  const foreign = /^(npm_|pnpm_|vitest|NODE_(OPTIONS|ENV|PATH)$|INIT_CWD$|FORCE_COLOR$)/i;
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.startsWith(WORKSPACE));
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    PATH: [dirname(node), ...path].join(delimiter),
    NO_COLOR: "1",
  };
}
