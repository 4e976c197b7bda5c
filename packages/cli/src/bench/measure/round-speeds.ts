import { quartilesOf, type Quartiles } from "./quartiles.ts";

/** What share of another's time, by the quartiles of the ratios of each round, as {@link roundSpeeds}. */
export function roundShares(times: readonly number[], others: readonly number[]): Quartiles {
  return roundSpeeds(others, times);
}

/**
 * How many times as fast as the baseline, by the quartiles of the ratios of each round. A ratio of two medians would mix
 * rounds, and with them whatever else the machine did at the time.
 *
 * @param times of each round.
 * @param baseline of the same rounds. Where one of the two had fewer, the rounds that both had count.
 */
export function roundSpeeds(times: readonly number[], baseline: readonly number[]): Quartiles {
  const shared = times.slice(0, baseline.length);
  return quartilesOf(shared.map((time, round) => baseline[round]! / time));
}
