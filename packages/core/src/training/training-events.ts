import type { EarlyStoppingState } from "../early-stopping/early-stopping.ts";
import type { CheckRecord, EpochRecord } from "./epoch-record.ts";
import type { TrainingReport } from "./training-report.ts";

/** What `fit` tells while it runs, told apart by `type`. */
export type TrainingEvent =
  | {
      readonly type: "start";
      readonly epochs: number;
      /** Undefined for a stream that does not tell how many rows it has. */
      readonly batchesPerEpoch: number | undefined;
      /** Optimiser steps that were done before: 0 unless the run was resumed. */
      readonly step: number;
    }
  | {
      /** A step has been handed to the engine. */
      readonly type: "step";
      readonly epoch: number;
      readonly batch: number;
      readonly step: number;
    }
  | {
      /** A measurement in the middle of an epoch, for a rule that checks by steps. */
      readonly type: "check";
      readonly record: CheckRecord;
      readonly earlyStopping: EarlyStoppingState | null;
    }
  | {
      /** Options that are valid but defeat each other, or a rule that never gets to look at the run; before the first step. */
      readonly type: "warning";
      readonly message: string;
    }
  | {
      readonly type: "epoch";
      readonly record: EpochRecord;
      /** The rule's state after this epoch; null without early stopping. */
      readonly earlyStopping: EarlyStoppingState | null;
    }
  | { readonly type: "end"; readonly report: TrainingReport };
