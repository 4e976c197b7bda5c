import type { CheckEvery } from "./check-every.ts";
import type { PatienceSpec } from "./criteria/criterion-spec.ts";
import type { EarlyStoppingState } from "./early-stopping-state.ts";
import type { Observation } from "./observation.ts";
import { tellApart } from "./tell-apart.ts";

/** Where in the run a check was: `epoch 3`, or `step 1200` where checks are due by steps. */
export function placeOf({ epoch, step }: Observation, checkEvery: CheckEvery): string {
  return "steps" in checkEvery ? `step ${step}` : `epoch ${epoch}`;
}

/** The value and its place, with as many digits as tell it from what it was compared with. */
export function subjectOf(monitor: string, value: number, place: string, reference: number | null): string {
  return `${monitor} ${tellApart(value, reference ?? value)[0]} of ${place}`;
}

/** What patience made of a finite value, as a predicate. */
export function describePatience(
  { minDelta, minDeltaMode, baseline }: PatienceSpec,
  { reference }: EarlyStoppingState,
  value: number,
  outcome: { readonly improved: boolean; readonly isBest: boolean; readonly says: string },
): string {
  if (reference === null) return " is the first value";
  const other = `${reference === baseline ? "the baseline " : ""}${tellApart(value, reference)[1]}`;
  const by = minDelta > 0 ? ` by more than ${minDelta}${minDeltaMode === "relative" ? " of it" : ""}` : "";
  if (outcome.improved) return ` beats ${other}${by}`;
  return `${outcome.isBest ? " is the best, but" : ""} does not beat ${other}${by}: ${outcome.says}`;
}
