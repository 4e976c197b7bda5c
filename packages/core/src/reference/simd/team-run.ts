import { DeviceLostError } from "../../errors/lockstep-error.ts";
import { TEAM_ADDRESSES } from "./kernel-modules.ts";
import type { KernelTeam } from "./kernel-team.ts";
import type { WasmMemory } from "../../web-assembly/web-assembly.ts";

/** Does all items of a kernel, `grain` at a time if there are threads to share them. */
export type RunKernel = (kernel: number, items: number, grain: number) => void;

/** What an instance of the module exports for its caller. */
export interface TeamExports {
  /** How many threads are still inside of the work. */
  readonly run: (kernel: number, items: number, grain: number) => number;
  /** Looks, or sleeps, until nobody is, but not for long; how many still are. */
  readonly settle: (mayWait: number) => number;
}

/** Milliseconds that the caller waits for others, who have as much to do as it just did. */
const PATIENCE = 60_000;
const CRASHED = TEAM_ADDRESSES.crashed / Int32Array.BYTES_PER_ELEMENT;

/**
 * Runs kernels with a team, which starts with the first work that is shared, and without it once it is closed.
 *
 * A kernel that fails, and a thread that something ends in the middle of its work, leave items that are done by half: they
 * close the team, and every later run fails.
 *
 * @param patience milliseconds after which a thread that does not leave is taken to be gone. @default a minute
 */
export function teamRun(
  { run, settle }: TeamExports,
  memory: WasmMemory,
  team: KernelTeam,
  patience: number = PATIENCE,
): RunKernel {
  const words = new Int32Array(memory.buffer);
  const mayWait = mayThisThreadWait() ? 1 : 0;
  let isLost = false;

  function lose(): void {
    isLost = true;
    team.close();
  }

  function waitForOthers(): void {
    const deadline = performance.now() + patience;
    while (settle(mayWait) > 0) {
      if (Atomics.load(words, CRASHED) === 0 && performance.now() < deadline) continue;
      lose();
      throw new DeviceLostError("a thread of the reference engine");
    }
  }

  return (kernel, items, grain) => {
    if (isLost) throw new DeviceLostError("a thread of the reference engine");
    if (grain < items) team.start();
    let inside: number;
    try {
      inside = run(kernel, items, team.isClosed ? items : grain);
    } catch (error) {
      lose();
      throw error;
    }
    if (inside > 0) waitForOthers();
  };
}

/** Whether this thread may sleep: the main thread of a page may not. */
function mayThisThreadWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 1);
    return true;
  } catch {
    return false;
  }
}

declare const performance: { now(): number };
