// What training an `.onnx` file needs between its bytes and an engine. Nothing here reads files or speaks to a terminal.
export type { ModelData, ModelRows } from "../data/model-rows.ts";
export { readTableRows } from "../data/read-table-rows.ts";
export type { RowTargets } from "../data/row-targets.ts";
export {
  formatBytes,
  formatCount,
  formatDifference,
  formatDuration,
  formatEpochs,
  formatLoss,
  formatShare,
} from "../render/number-format.ts";
export { checkExport, type ExportCheck } from "./check-export.ts";
export { describeStop } from "./describe-stop.ts";
export { describeTrained, describeTraining } from "./describe-training.ts";
export { divergedFailure } from "./diverged-failure.ts";
export { parseScaling } from "./input-scaling.ts";
export { LOSS_NAMES, type LossName } from "./loss-name.ts";
export { measureModel, type Measured } from "./measure-model.ts";
export type { ModelFacts } from "./model-facts.ts";
export { fitsPattern } from "./name-pattern.ts";
export { inspectModel, type InspectedModel, type ModelSelection } from "./open-model.ts";
export { openBytes, type OpenedFile } from "./opened-file.ts";
export { ortRuntime, type ExportingEngine, type OrtPackage, type OrtRuntime } from "./ort-runtime.ts";
export { inspectOnly, prepareTraining, type PreparedTraining } from "./prepare-training.ts";
export { resolveSettings } from "./resolve-settings.ts";
export { describeScaling } from "./scale-inputs.ts";
export { TRAIN_DEFAULTS } from "./train-defaults.ts";
export type { TrainFlags } from "./train-flags.ts";
export { trainReport, type TrainReport } from "./train-report.ts";
export type { TrainSettings } from "./train-settings.ts";
export { TrainingFailure } from "./training-failure.ts";
export { monitoredMetric, trainingFitOptions } from "./training-fit-options.ts";
