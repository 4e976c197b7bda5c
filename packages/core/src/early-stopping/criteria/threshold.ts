import { requireNumber } from "../../errors/check-option.ts";
import { marginOf } from "../margin.ts";
import { shown } from "../tell-apart.ts";
import { criterion, gainOf, type Criterion } from "./criterion.ts";

/**
 * Stops once the monitored metric is as good as `value` or better: at or below it for `mode: "min"`, at or above it for
 * `"max"`. The option `stopAt` is the same.
 *
 * @throws {InvalidOptionError} unless the value is finite.
 * @example
 * earlyStopping({ monitor: "validationAccuracy", mode: "max", criteria: anyOf(threshold(0.99), patience(10)) });
 */
export function threshold(value: number): Criterion {
  const spec = { kind: "threshold", value: requireNumber("threshold", value) } as const;
  return criterion(spec, null, (_spec, _memory, check) => {
    const gain = check.value === null ? NaN : gainOf(check.mode, check.value, value);
    const reached = gain >= 0;
    return {
      memory: null,
      fires: reached ? "threshold" : null,
      says: `the threshold ${shown(value)} is ${reached ? "reached" : "not reached yet"}`,
      margin: marginOf(gain, 1),
    };
  });
}
