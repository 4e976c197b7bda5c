import type { Contestant } from "../../workload.ts";
import { REFERENCE_SIMD } from "../backends/engine-entries.ts";

/** What the training loop costs a step besides the engine's work, and a whole step for scale; the unit is the step. */
export const BOOKKEEPING_CONTESTANTS: readonly Contestant[] = [
  {
    name: "fit",
    title: "Lockstep fit, an engine that computes nothing",
    ours: true,
    beside: REFERENCE_SIMD.name,
    async prepare(size) {
      const { fitBookkeeping } = await import("./fit-bookkeeping.ts");
      return fitBookkeeping(size);
    },
  },
  {
    name: REFERENCE_SIMD.name,
    title: `${REFERENCE_SIMD.title}, a whole step for scale`,
    ours: true,
    async prepare(size) {
      const { engineStep } = await import("../training-step/engine-step.ts");
      return engineStep(REFERENCE_SIMD, size);
    },
  },
];
