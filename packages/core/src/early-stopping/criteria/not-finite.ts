import { criterion, type Criterion } from "./criterion.ts";

/**
 * Stops at a NaN or an infinity of the monitored metric or of the training loss, if one is observed. The option
 * `nonFinite` decides about the monitored metric first; this criterion adds the training loss.
 *
 * @example
 * earlyStopping({ monitor: "validationAccuracy", mode: "max", criteria: anyOf(patience(5), notFinite()) });
 */
export function notFinite(): Criterion {
  return criterion({ kind: "not-finite" }, null, (_spec, _memory, { value, observation: { trainingLoss = 0 } }) => {
    const finite = value !== null && Number.isFinite(trainingLoss);
    const which = value === null ? "the value" : `the training loss ${trainingLoss}`;
    return {
      memory: null,
      fires: finite ? null : "non-finite",
      says: finite ? "all values are finite" : `${which} is not finite`,
      margin: Infinity,
    };
  });
}
