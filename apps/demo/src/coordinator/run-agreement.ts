import { certifiesSameStop, type EpochRecord } from "@lockstep/core";
import type { BackendName } from "../backends/backend-name.ts";
import type { BackendRun, StepLosses } from "../training/backend-run.ts";

/** How a backend's run compares with the first one's. */
export interface BackendAgreement {
  readonly name: BackendName;
  /** Steps whose losses are known of both. */
  readonly comparedSteps: number;
  /** The largest absolute difference of a step's training loss. */
  readonly stepLossDifference: number;
  /** Epochs that both have measured. */
  readonly comparedEpochs: number;
  /** The largest absolute difference of an epoch's validation loss; infinite if it is a number on one side only. */
  readonly validationLossDifference: number;
  /** Whether both ended after the same epoch, with the weights of the same epoch; null until both are done. */
  readonly sameStop: boolean | null;
  /**
   * Whether that validation loss difference is too small to change any decision of the first backend's early stopping
   * (`certifiesSameStop` of @lockstep/core); null without early stopping.
   */
  readonly certified: boolean | null;
}

/** Holds every backend that has not failed against the first of them. */
export function agreementOf(backends: readonly BackendRun[]): {
  /** What the others are compared with; null if all have failed. */
  readonly base: BackendName | null;
  readonly others: readonly BackendAgreement[];
} {
  const [base, ...others] = backends.filter(({ status }) => status.value !== "failed");
  if (base === undefined) return { base: null, others: [] };
  return { base: base.name, others: others.map((other) => compare(base, other)) };
}

function compare(base: BackendRun, other: BackendRun): BackendAgreement {
  const steps = stepDifference(base.stepLosses.value, other.stepLosses.value);
  const epochs = Math.min(base.history.value.length, other.history.value.length);
  const validation = validationDifference(base.history.value, other.history.value, epochs);
  const rule = base.earlyStopping.value;
  const [ended, otherEnded] = [base.outcome.value, other.outcome.value];
  return {
    name: other.name,
    comparedSteps: steps.compared,
    stepLossDifference: steps.worst,
    comparedEpochs: epochs,
    validationLossDifference: validation,
    sameStop:
      ended === null || otherEnded === null
        ? null
        : ended.history.length === otherEnded.history.length && ended.bestEpoch === otherEnded.bestEpoch,
    certified: rule === null ? null : certifiesSameStop(rule, validation),
  };
}

/** NaN is a step that was not heard of: after a reload, those of the sitting before. */
function stepDifference(a: StepLosses, b: StepLosses): { readonly compared: number; readonly worst: number } {
  let compared = 0;
  let worst = 0;
  for (let step = 0; step < Math.min(a.length, b.length); step++) {
    const difference = Math.abs(a.values[step]! - b.values[step]!);
    if (Number.isNaN(difference)) continue;
    compared += 1;
    worst = Math.max(worst, difference);
  }
  return { compared, worst };
}

function validationDifference(a: readonly EpochRecord[], b: readonly EpochRecord[], epochs: number): number {
  let worst = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const [left = NaN, right = NaN] = [a[epoch]!.validationLoss, b[epoch]!.validationLoss];
    if (Object.is(left, right)) continue;
    const difference = Math.abs(left - right);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  }
  return worst;
}
