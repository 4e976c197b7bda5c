import {
  reduceOnPlateau as reduceOnPlateauRule,
  type ReduceOnPlateau,
  type ReduceOnPlateauOptions,
} from "@lockstep/core";

import { requireLayersNamespace, type LayersNamespace } from "../namespace/layers-namespace.ts";
import type { WithLogName } from "./early-stopping.ts";
import { learningRateCallback, type LearningRateCallback } from "./learning-rate-callback.ts";
import type { LearningRateSetup } from "./learning-rate-run.ts";
import { coreMonitor, MonitoredLog } from "./monitored-log.ts";

/** Core's options of `reduceOnPlateau`, whose monitor may be called as in tfjs's logs. */
export type FitReduceOnPlateauOptions = WithLogName<ReduceOnPlateauOptions>;

/**
 * Lowers the learning rate of the compiled optimiser when a metric stops improving, by core's rule: PyTorch's, or
 * Keras's by `dialect: "keras3"`. The rate that `fit` finds is the one to lower, and it stays lowered afterwards.
 * Beside a schedule, pass the rule to {@link learningRateSchedule} instead.
 *
 * @param rule options, or a rule made by core's `reduceOnPlateau`.
 * @throws {InvalidOptionError} for an unknown option or a value out of range; within `fit`, before any training, for a
 *   monitor that its logs will not have, or beside a {@link learningRateSchedule}.
 * @throws {UnsupportedOptionError} for `checkEvery: { steps }`; within `fit`, for an optimiser that is not of tf.train.
 * @throws {CheckpointMismatchError} within `fit`, if a run that it goes on with is at another epoch.
 * @example
 * const reduce = reduceOnPlateau(tf, { monitor: "val_loss", mode: "min", factor: 0.5, patience: 3 });
 * await model.fit(xs, ys, { epochs: 100, validationSplit: 0.2, callbacks: [reduce] });
 */
export function reduceOnPlateau(
  tf: LayersNamespace,
  rule: ReduceOnPlateau | FitReduceOnPlateauOptions,
): LearningRateCallback {
  const namespace = requireLayersNamespace("reduceOnPlateau", tf);
  return learningRateCallback(namespace, {
    subject: "reduceOnPlateau",
    schedule: null,
    plateau: watchPlateau("reduceOnPlateau", rule),
  });
}

/** The rule, and the entry of the logs that it watches. */
export function watchPlateau(
  subject: string,
  rule: ReduceOnPlateau | FitReduceOnPlateauOptions,
): NonNullable<LearningRateSetup["plateau"]> {
  const resolved = isRule(rule) ? rule : ruleOf(rule);
  const asked = isRule(rule) ? rule.options.monitor : rule.monitor;
  return { rule: resolved, monitored: new MonitoredLog(subject, asked, resolved.options) };
}

function isRule(rule: ReduceOnPlateau | FitReduceOnPlateauOptions): rule is ReduceOnPlateau {
  return typeof rule === "object" && rule !== null && "observe" in rule && "start" in rule;
}

function ruleOf(options: FitReduceOnPlateauOptions): ReduceOnPlateau {
  const isRecord = typeof options === "object" && options !== null;
  return reduceOnPlateauRule(isRecord ? { ...options, monitor: coreMonitor(options.monitor) } : options);
}
