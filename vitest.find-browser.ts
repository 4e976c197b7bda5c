import { execFileSync } from "node:child_process";

/** What the conformance kit's own hosts would start. In a process of its own, since configurations are loaded without the workspace's condition. */
const FIND = `
  import { findBrowser } from "./packages/conformance/src/node/find-browser.ts";
  import { gpuFlags } from "./packages/conformance/src/node/gpu-flags.ts";
  import { runsInCi } from "./packages/conformance/src/node/runs-in-ci.ts";
  let found;
  try { found = { executablePath: findBrowser() }; } catch (error) { found = { problem: error.message }; }
  console.log(JSON.stringify({ ...found, args: gpuFlags("software"), required: runsInCi() }));
`;

/** The browser that tests start. */
export interface FoundBrowser {
  readonly executablePath: string;
  /** Flags for a software GPU. */
  readonly args: readonly string[];
  /** Chromium refuses its sandbox to the super-user, which containers run as. */
  readonly chromiumSandbox: boolean;
}

type Answer = Pick<FoundBrowser, "args"> & {
  readonly executablePath?: string;
  /** Why there is no browser, with the remedy. */
  readonly problem?: string;
  /** Whether a missing browser is an error, as in CI. */
  readonly required: boolean;
};

let answer: Answer | undefined;

/**
 * Finds the browser for a project's tests; asked several times, it looks once.
 *
 * @returns the browser, or why there is none, with the remedy.
 * @throws {Error} if there is none and the environment says `CI`.
 */
export function findTestBrowser(): FoundBrowser | string {
  const node = ["--conditions=@lockstep/source", "--input-type=module", "--eval", FIND];
  answer ??= JSON.parse(execFileSync(process.execPath, node, { encoding: "utf8", cwd: import.meta.dirname })) as Answer;
  const { executablePath, args, problem, required } = answer;
  if (executablePath !== undefined) return { executablePath, args, chromiumSandbox: process.getuid?.() !== 0 };
  if (required) throw new Error(problem);
  return problem!;
}
