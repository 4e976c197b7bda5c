import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** What a finished command left. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line from source in a folder, away from a terminal.
 *
 * @param options.interruptAt sends SIGINT as soon as standard output contains this.
 * @param options.closeErrors leaves standard error without a reader.
 * @param options.env variables to set besides those of this process.
 */
export function runCli(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly interruptAt?: string;
    readonly closeErrors?: boolean;
    readonly env?: NodeJS.ProcessEnv;
  },
): Promise<CliResult> {
  const child = spawn(process.execPath, ["--conditions=@lockstep/source", MAIN, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (options.closeErrors === true) child.stderr.destroy();
  let stdout = "";
  let stderr = "";
  let interrupted = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    // Once: a signal while the process ends, when nothing catches it any more, would take its exit code.
    if (interrupted || options.interruptAt === undefined || !stdout.includes(options.interruptAt)) return;
    interrupted = true;
    child.kill("SIGINT");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
