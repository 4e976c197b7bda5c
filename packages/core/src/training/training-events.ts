import type { EarlyStoppingState } from "../early-stopping/early-stopping.ts";
import type { EpochRecord } from "./epoch-record.ts";
import type { TrainingReport } from "./training-report.ts";

/** What `fit` tells while it runs, told apart by `type`. */
export type TrainingEvent =
  | {
      readonly type: "start";
      readonly epochs: number;
      readonly batchesPerEpoch: number;
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
      readonly type: "epoch";
      readonly record: EpochRecord;
      /** The rule's state after this epoch; null without early stopping. */
      readonly earlyStopping: EarlyStoppingState | null;
    }
  | { readonly type: "end"; readonly report: TrainingReport };
