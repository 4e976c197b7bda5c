import { requireInteger } from "../../errors/check-option.ts";
import { counted } from "../tally.ts";
import { criterion, type Criterion } from "./criterion.ts";

/**
 * Stops at the first check in or after the `epochs`-th epoch: `epoch + 1 >= epochs`. Within `allOf` it is a least
 * number of epochs.
 *
 * @param epochs at least 1.
 * @throws {InvalidOptionError} for a limit out of range.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: allOf(patience(5), epochLimit(20)) });
 */
export function epochLimit(epochs: number): Criterion {
  requireInteger("epochLimit", epochs, { min: 1 });
  return criterion({ kind: "epoch-limit", epochs }, null, (_spec, _memory, { observation }) => {
    const done = observation.epoch + 1;
    const says = `${done} of ${counted(epochs, "epoch")}`;
    return { memory: null, fires: done >= epochs ? "epoch-limit" : null, says, margin: Infinity };
  });
}
