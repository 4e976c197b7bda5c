import { requireNumber } from "../../errors/check-option.ts";
import { marginOf, roundingOf } from "../margin.ts";
import { shown } from "../tell-apart.ts";
import { gainOf, type CriterionReducer } from "./criterion-reducer.ts";

/** A criterion made by {@link generalizationLoss}; plain data. */
export interface GeneralizationLossCriterion {
  readonly kind: "generalization-loss";
  readonly percent: number;
}

/**
 * Prechelt's GL: stops once the metric is more than `percent` per cent worse than its best so far.
 *
 * `100 · (value - best) > percent · |best|` for `mode: "min"`, `100 · (best - value) > percent · |best|` for `"max"`.
 * Where the best is 0, any worse value stops.
 *
 * @param percent greater than 0.
 * @throws {InvalidOptionError} for a percentage out of range.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: generalizationLoss(2) });
 * @see Prechelt, "Early stopping - but when?" (1998)
 */
export function generalizationLoss(percent: number): GeneralizationLossCriterion {
  return {
    kind: "generalization-loss",
    percent: requireNumber("generalizationLoss", percent, { min: 0, exclusive: "min", remedy: "2 is customary." }),
  };
}

export const generalizationLossReducer: CriterionReducer<GeneralizationLossCriterion, null> = {
  check: ({ percent }) => generalizationLoss(percent),
  start: () => null,
  observe({ percent }, _memory, { mode, value, best }) {
    if (value === null || best === null || value === best) {
      return { memory: null, fires: null, says: "no generalization loss", margin: Infinity };
    }
    const loss = 100 * gainOf(mode, best, value);
    const allowed = percent * Math.abs(best);
    const fires = loss > allowed;
    return {
      memory: null,
      fires: fires ? "generalization-loss" : null,
      says: `${shown(loss / Math.abs(best))} % generalization loss, ${fires ? "above" : "at most"} ${percent} %`,
      margin: marginOf(loss - allowed, 200 + percent, roundingOf(100 * value, 100 * best, allowed)),
    };
  },
};
