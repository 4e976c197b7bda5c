import { InvalidOptionError, type LossSpec, type Shape } from "@lockstep/core";
import { openOnnxModel, type OnnxModelOptions } from "@lockstep/onnx";
import { formatCount } from "../render/number-format.ts";
import { chooseLoss, type ChosenLoss } from "./choose-loss.ts";
import { finalActivation, type ModelEnd } from "./final-activation.ts";
import type { WantedScaling } from "./input-scaling.ts";
import type { LoadedData } from "./loaded-data.ts";
import { takesLogitsOf, type LossName } from "./loss-name.ts";
import { lossOf } from "./loss-of.ts";
import { modelFacts, type ModelFacts } from "./model-facts.ts";
import { inspectModel, onnxOptions, type InspectedModel, type ModelSelection } from "./open-model.ts";
import type { OpenedFile } from "./opened-file.ts";
import { prepareData, type PreparedData } from "./prepare-data.ts";
import { TRAIN_DEFAULTS } from "./train-defaults.ts";
import type { TrainSettings } from "./train-settings.ts";

/** A model with a loss, and the rows to train it on. */
export interface PreparedTraining {
  readonly facts: ModelFacts;
  /** How an engine opens the same model. */
  readonly modelOptions: OnnxModelOptions;
  readonly loss: ChosenLoss;
  readonly lossSpec: LossSpec;
  /** The activation at the model's end that the loss does not see; null if it sees what the model gives. */
  readonly skipped: ModelEnd | null;
  /** What reports call the data. */
  readonly dataName: string;
  /** Names of the classes by index; null if they have none. */
  readonly classes: readonly string[] | null;
  readonly data: PreparedData;
  readonly batchSize: number;
}

/** The model alone, for a look at it. @throws {LockstepError} if it cannot be trained */
export function inspectOnly(file: OpenedFile, selection: ModelSelection): ModelFacts {
  const { all, trained } = inspectModel(file, selection);
  const chosen = { ...all, parameters: all.parameters.filter(({ name }) => trained.includes(name)) };
  return modelFacts(file, all, chosen, outputName(file, selection));
}

/** What the loss is taken of, unless a flag or the model's end says otherwise. */
function outputName({ content }: OpenedFile, { output }: ModelSelection): string {
  return output ?? content.outputs[0]!.name;
}

/** How a model is trained on rows. */
export interface TrainingOptions {
  readonly scaling: WantedScaling;
  /** Null where model and targets choose it. */
  readonly loss: LossName | null;
  readonly settings: Pick<TrainSettings, "rows" | "seed" | "batchSize">;
  readonly selection: ModelSelection;
}

/**
 * Brings model and data together: chooses the loss, and makes the rows fit.
 *
 * @param inspected what `inspectModel` says of the file with the same selection.
 * @throws {LockstepError} naming what cannot be trained, or does not fit.
 */
export function prepareTraining(
  file: OpenedFile,
  { all, trained }: InspectedModel,
  data: LoadedData,
  { scaling, loss: asked, settings, selection }: TrainingOptions,
): PreparedTraining {
  const name = outputName(file, selection);
  const end = selection.output === undefined ? finalActivation(file.content, name) : null;
  const loss =
    asked === null
      ? chooseLoss(data.rows.targets, all.outputShape, end?.activation ?? null)
      : { name: asked, reason: null };
  requireClasses(loss.name, all.outputShape, file.name);
  const skipped = end !== null && takesLogitsOf(loss.name, end.activation) ? end : null;
  const output = skipped?.logits ?? name;
  const lossSpec = lossOf(loss.name);
  const modelOptions = onnxOptions(file, { ...selection, output }, lossSpec, trained);
  const model = openOnnxModel(file.bytes, modelOptions);
  const fixedRows = model.rows ?? null;
  const { targets } = data.rows;
  const classes = targets.kind === "names" ? targets.classes : null;
  const side = {
    name: file.name,
    inputShape: model.inputShape,
    outputShape: model.outputShape,
    loss: loss.name,
    classes: classes ?? undefined,
  };
  const prepared = prepareData(data, side, { scaling, rows: settings.rows, fixedRows, seed: settings.seed });
  const batchSize = resolveBatchSize(settings.batchSize, fixedRows);
  if (model.normOverRows !== undefined) requireSeveralRows(model.normOverRows, prepared.training.rowCount, batchSize);
  return {
    facts: modelFacts(file, all, model, output),
    modelOptions,
    loss,
    lossSpec,
    skipped,
    dataName: data.name,
    classes,
    data: prepared,
    batchSize,
  };
}

function resolveBatchSize(asked: number | null, fixedRows: number | null): number {
  if (fixedRows === null) return asked ?? TRAIN_DEFAULTS.batchSize;
  if (asked === null || asked === fixedRows) return fixedRows;
  throw new InvalidOptionError({
    subject: "--batch-size",
    rule: `must be ${fixedRows}: the model's file fixes the length of its batches`,
    received: asked,
    remedy: "Leave it out, or export the model with a dynamic batch axis.",
  });
}

/** Checks that no batch has a single row, which has no statistics for a batch norm. @throws {InvalidOptionError} */
function requireSeveralRows(norm: string, rowCount: number, batchSize: number): void {
  if (batchSize > 1 && rowCount % batchSize !== 1) return;
  throw new InvalidOptionError({
    subject: "--batch-size",
    rule: `must leave no batch of 1 row of ${formatCount(rowCount)}: node ${norm} (BatchNormalization) needs 2 to train`,
    received: batchSize,
    remedy: "Choose another number, or another number of --rows.",
  });
}

/** Checks, in the words of the flags, what a loss over classes needs of the model. @throws {InvalidOptionError} */
function requireClasses(loss: LossName, outputShape: Shape, name: string): void {
  if (loss !== "cross-entropy" || (outputShape.length === 1 && outputShape[0]! > 1)) return;
  throw new InvalidOptionError({
    subject: "--loss",
    rule: `cannot be cross-entropy for the output [${outputShape.join(", ")}] of ${name}: it needs one axis of at least 2 classes`,
    remedy: "The targets are classes; choose values with --label, another --output-name, or --loss bce for yes and no.",
  });
}
