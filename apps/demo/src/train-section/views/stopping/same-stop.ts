import { certifiesSameStop, type EpochRecord } from "@lockstep/core";
import type { StoppingFacts } from "./stopping-marks.ts";

/** What can be said of whether backends stop alike. */
export interface SameStop {
  /** The largest difference of a validation loss from the first backend's, over the epochs that both have. */
  readonly difference: number;
  /** Whether core certifies that no other decision was possible. */
  readonly certified: boolean;
  /** The closest that any decision of the first backend was; null before the first comparison. */
  readonly margin: number | null;
  /** Why no margin can certify; null where one can. */
  readonly uncertified: string | null;
  /** How many epochs all of them have. */
  readonly epochs: number;
  /** Whether all have as many epochs, and the same best one. */
  readonly alike: boolean;
}

/** Compares what early stopping watched; null where there is nothing to compare. */
export function sameStop(backends: readonly StoppingFacts[]): SameStop | null {
  const [base, ...others] = backends;
  const state = base?.earlyStopping ?? null;
  const started = others.filter(({ history }) => history.length > 0);
  if (base === undefined || state === null || started.length === 0) return null;
  const epochs = Math.min(...[base, ...started].map(({ history }) => history.length));
  const difference = Math.max(...started.map(({ history }) => worstDifference(base.history, history)));
  return {
    difference,
    certified: certifiesSameStop(state, difference),
    margin: state.minimumMargin,
    uncertified: state.uncertified,
    epochs,
    alike: started.every(
      (other) => other.history.length === base.history.length && other.earlyStopping?.bestEpoch === state.bestEpoch,
    ),
  };
}

/** Equal infinities and two NaN differ by 0; a NaN beside a number differs infinitely. */
function worstDifference(a: readonly EpochRecord[], b: readonly EpochRecord[]): number {
  let worst = 0;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index]!.validationLoss, b[index]!.validationLoss];
    if (left === undefined || right === undefined || Object.is(left, right)) continue;
    const distance = Math.abs(left - right);
    worst = Math.max(worst, Number.isNaN(distance) ? Infinity : distance);
  }
  return worst;
}
