import type { BatchPlan } from "../data/batch-plan.ts";
import { dropoutMask } from "../dropout/dropout-mask.ts";
import type { RandomnessSource } from "./run-randomness.ts";

/**
 * The default source: every order and every mask is a function of the seed and its coordinates, so that there is nothing
 * to save and any step can be replayed.
 */
export function addressedRandomness(seed: number | bigint, plan: BatchPlan): RandomnessSource {
  return {
    startRun: ({ sites }) => ({
      profile: "threefry-jax-1",
      beginEpoch: () => undefined,
      rows: (epoch, batch) => plan.rows(epoch, batch),
      masks: ({ step, firstRow, rows }) =>
        sites.map(({ rate, shape }, site) =>
          dropoutMask({ seed, site, step, rate, shape: shape(rows), rowOffset: firstRow }),
        ),
      endEpoch: () => undefined,
      beginEvaluation: () => undefined,
      saveState: () => null,
      restoreState: () => undefined,
    }),
  };
}
