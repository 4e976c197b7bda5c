import type { EpochRecord, LossSpec } from "@lockstep/core";
import type { ReportEnvironment } from "../report-environment.ts";
import type { ExportCheck } from "./check-export.ts";
import type { InputScaling } from "./input-scaling.ts";
import type { Measured } from "./measure-model.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import type { TrainedModel } from "./train-model.ts";
import type { TrainSettings } from "./train-settings.ts";

/**
 * The file of `--json`. Epochs count from 0, as in core. Values that are not finite are null.
 *
 * @template Environment where the figures were made.
 */
export interface TrainReport<Environment = ReportEnvironment> {
  /** Changes when a reader of the old one could be misled. */
  readonly format: "lockstep-train/1";
  readonly createdAt: string;
  readonly environment: Environment & { readonly runtime: string };
  readonly model: ModelFacts;
  readonly data: {
    readonly name: string;
    readonly rows: { readonly training: number; readonly validation: number; readonly test: number };
    /** What the trained model expects to be done to its inputs: (x · scale - mean) / std. */
    readonly scaling: InputScaling;
    /** Names of the classes by index; null if they have none. */
    readonly classes: readonly string[] | null;
  };
  readonly options: Omit<TrainSettings, "batchSize"> & { readonly loss: LossSpec; readonly batchSize: number };
  readonly history: readonly EpochRecord[];
  readonly stopReason: string;
  readonly bestEpoch: number;
  readonly steps: number;
  readonly before: Measured;
  readonly after: Measured;
  readonly trained: ExportCheck & { readonly path: string; readonly bytes: number };
}

/** Puts everything together that a later reader needs to judge the figures, and to use the model. */
export function trainReport<Environment>(
  training: PreparedTraining,
  settings: TrainSettings,
  { report, before, after }: TrainedModel,
  { trained, environment }: Pick<TrainReport<Environment>, "trained" | "environment">,
): TrainReport<Environment> {
  const { facts, data, dataName, classes, lossSpec, batchSize } = training;
  const rows = { training: data.training, validation: data.validation, test: data.test };
  return {
    format: "lockstep-train/1",
    createdAt: new Date().toISOString(),
    environment,
    model: facts,
    data: {
      name: dataName,
      rows: {
        training: rows.training.rowCount,
        validation: rows.validation?.rowCount ?? 0,
        test: rows.test?.rowCount ?? 0,
      },
      scaling: data.scaling,
      classes,
    },
    options: { ...settings, batchSize, loss: lossSpec },
    history: report.history,
    stopReason: report.stopReason,
    bestEpoch: report.bestEpoch!,
    steps: report.steps,
    before,
    after,
    trained,
  };
}
