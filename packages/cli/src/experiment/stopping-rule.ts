import { earlyStopping, type EarlyStopping, type MetricName } from "@lockstep/core";

/** Early stopping on a metric, in the direction in which it gets better, restoring the best weights. */
export function stoppingRule(monitor: MetricName, patience: number): EarlyStopping {
  return earlyStopping({ monitor, mode: monitor === "validationAccuracy" ? "max" : "min", patience });
}
