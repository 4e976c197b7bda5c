import { requireNumber } from "../../errors/check-option.ts";
import { marginOf } from "../margin.ts";
import { shown } from "../tell-apart.ts";
import { criterion, gainOf, type Criterion } from "./criterion.ts";

/**
 * Stops once the monitored metric is as bad as `value` or worse: at or above it for `mode: "min"`, at or below it for
 * `"max"`. The option `divergeAt` is the same.
 *
 * @throws {InvalidOptionError} unless the value is finite.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(divergence(10), patience(5)) });
 */
export function divergence(value: number): Criterion {
  const spec = { kind: "divergence", value: requireNumber("divergence", value) } as const;
  return criterion(spec, null, (_spec, _memory, check) => {
    const gain = check.value === null ? NaN : gainOf(check.mode, check.value, value);
    const diverged = gain <= 0;
    return {
      memory: null,
      fires: diverged ? "divergence" : null,
      says: `the divergence limit ${shown(value)} is ${diverged ? "reached" : "not reached"}`,
      margin: marginOf(gain, 1),
    };
  });
}
