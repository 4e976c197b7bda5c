import type { PreparedWorkload } from "../workload.ts";
import { processMemory } from "./process-memory.ts";

/** How a process stood after some steps. */
export interface StepSample {
  /** Steps since the sample before: at least as many as were asked for, in whole runs. */
  readonly steps: number;
  /** Wall time of one of them. */
  readonly milliseconds: number;
  /** In bytes, as of `processMemory`. */
  readonly resident: number;
  readonly live: number;
}

/** Runs a workload for some steps, and then looks at the memory. */
export async function sampleSteps(workload: PreparedWorkload, atLeast: number): Promise<StepSample> {
  let steps = 0;
  const begun = performance.now();
  while (steps < atLeast) {
    await workload.run();
    steps += workload.units;
  }
  const milliseconds = performance.now() - begun;
  const { resident, live } = processMemory();
  return { steps, milliseconds: milliseconds / steps, resident, live };
}
