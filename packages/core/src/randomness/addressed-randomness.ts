import { maskOfSite } from "../dropout/mask-of-site.ts";
import type { RandomnessSource } from "./run-randomness.ts";

/**
 * The default source: every order and every mask is a function of the seed and its coordinates, so that there is nothing
 * to save and any step can be replayed.
 *
 * @param rowsOf the rows of a batch, as a plan says. @default none: the rows come from a stream
 */
export function addressedRandomness(
  seed: number | bigint,
  rowsOf: (epoch: number, batch: number) => readonly number[] = () => [],
): RandomnessSource {
  return {
    startRun: ({ sites }) => ({
      profile: "threefry-jax-1",
      beginEpoch: () => undefined,
      rows: rowsOf,
      masks: ({ step, firstRow, rows }) =>
        sites.map((randomSite, site) => maskOfSite(randomSite, { seed, site, step, rows, firstRow })),
      endEpoch: () => undefined,
      beginEvaluation: () => undefined,
      saveState: () => null,
      restoreState: () => undefined,
    }),
  };
}
