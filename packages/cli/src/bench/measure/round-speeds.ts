import { quartilesOf, type Quartiles } from "./quartiles.ts";

/**
 * How many times as fast as the baseline, by the quartiles of the ratios of each round. A ratio of two medians would mix
 * rounds, and with them whatever else the machine did at the time.
 *
 * @param times of each round.
 * @param baseline of the same rounds.
 */
export function roundSpeeds(times: readonly number[], baseline: readonly number[]): Quartiles {
  return quartilesOf(times.map((time, round) => baseline[round]! / time));
}
