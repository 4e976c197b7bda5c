import { InvalidOptionError } from "@lockstep/core";
import type { DataPool } from "../experiment/data-pool.ts";
import { formatCount } from "../render/number-format.ts";
import { classifier } from "../experiment/classifier.ts";
import type { TrainingOptions } from "./compare-options.ts";

/** 200 MB of f32, which every process holds several times: weights, gradients, velocities, best weights. */
const MOST_PARAMETERS = 50_000_000;

/**
 * Checks what only shows once data and options are together: that the network fits the rows, and the memory.
 *
 * Parameters of dense layers: sum over layers of (inputs + 1) x outputs.
 *
 * @throws {LockstepError} as core's `sequential`, and beyond 50 million parameters.
 */
export function requireTrainable(
  pool: Pick<DataPool, "features" | "classes">,
  { hidden, rate }: Pick<TrainingOptions, "hidden" | "rate">,
): void {
  const widths = [pool.features, ...hidden, pool.classes];
  const parameters = widths.slice(1).reduce((sum, outputs, layer) => sum + (widths[layer]! + 1) * outputs, 0);
  if (parameters > MOST_PARAMETERS) {
    throw new InvalidOptionError({
      subject: "--hidden",
      rule: `must make a network of at most ${formatCount(MOST_PARAMETERS)} parameters, not ${formatCount(parameters)}`,
      received: hidden.join(),
      remedy: "Use fewer or narrower layers.",
    });
  }
  classifier(pool, { hidden, rate });
}
