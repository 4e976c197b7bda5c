import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built page is served. */
    readonly address: string;
    /** What to start, from the runner's configuration. */
    readonly browser: {
      readonly executablePath: string;
      readonly args: readonly string[];
      readonly chromiumSandbox: boolean;
    };
  }
}

/** Builds and serves the page by the command that readers are told, as long as the tests run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const args = ["--conditions=@lockstep/source", "serve/main.ts", "--port", "0"];
  const command = spawn(process.execPath, args, { cwd: project.config.root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(command, "exit");
  for await (const line of createInterface(command.stdout)) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    project.provide("address", address);
    // What else it says is read, so that it never waits for a reader.
    command.stdout.resume();
    return async () => {
      command.kill();
      await ended;
    };
  }
  throw new Error("The page was not served: the command said above why.");
}
