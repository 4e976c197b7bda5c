import { requireNumber } from "../../errors/check-option.ts";
import { marginOf, roundingOf } from "../margin.ts";
import { shown } from "../tell-apart.ts";
import { criterion, gainOf, type Criterion } from "./criterion.ts";

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
export function generalizationLoss(percent: number): Criterion {
  requireNumber("generalizationLoss", percent, { min: 0, exclusive: "min", remedy: "2 is customary." });
  return criterion({ kind: "generalization-loss", percent }, null, (_spec, _memory, { mode, value, best }) => {
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
  });
}
