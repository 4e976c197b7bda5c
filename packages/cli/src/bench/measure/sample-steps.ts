import type { PreparedWorkload } from "../workload.ts";
import { processMemory } from "./process-memory.ts";

/** How a process stood after some steps. */
export interface StepSample {
  readonly step: number;
  /** Wall time of a step since the sample before. */
  readonly milliseconds: number;
  /** In bytes, as of `processMemory`. */
  readonly resident: number;
  readonly live: number;
}

/** Runs a workload for many steps, and looks at time and memory at even distances. */
export async function sampleSteps(
  workload: PreparedWorkload,
  options: { readonly steps: number; readonly samples: number },
): Promise<readonly StepSample[]> {
  const samples: StepSample[] = [];
  let step = 0;
  for (let sample = 1; sample <= options.samples; sample++) {
    const from = step;
    const begun = performance.now();
    while (step < Math.ceil((options.steps * sample) / options.samples)) {
      await workload.run();
      step += workload.units;
    }
    const milliseconds = performance.now() - begun;
    // With more samples than steps, some find nothing new.
    if (step === from) continue;
    const { resident, live } = processMemory();
    samples.push({ step, milliseconds: milliseconds / (step - from), resident, live });
  }
  return samples;
}
