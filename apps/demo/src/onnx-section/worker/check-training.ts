import type { ArrayDataset } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import {
  describeTraining,
  inspectModel,
  LOSS_NAMES,
  parseScaling,
  parseValidationShare,
  prepareTraining,
  resolveSettings,
  TRAIN_DEFAULTS,
  type OpenedFile,
  type PreparedTraining,
  type TrainSettings,
} from "lockstep/train";
import { inPageWords } from "../option-words.ts";
import type { DataSource } from "./data-source.ts";
import { selectionOf } from "./model-view-of.ts";
import type { CheckedTraining, TrainingForm } from "./onnx-worker-api.ts";

/** A run that can begin. */
export interface ReadyTraining {
  readonly training: PreparedTraining;
  readonly settings: TrainSettings;
}

/** Brings model, data and options together. @throws {LockstepError} naming what does not fit */
export function readyTraining(file: OpenedFile, source: DataSource, form: TrainingForm): ReadyTraining {
  const { flags, label } = form;
  const settings = resolveSettings(flags);
  const scaling = parseScaling(flags);
  const loss = flags.loss === undefined ? null : requireOneOf("--loss", flags.loss, LOSS_NAMES);
  const share = parseValidationShare(flags.validation ?? "") ?? TRAIN_DEFAULTS.validationShare;
  const selection = selectionOf(form.model, form.trained);
  const inspected = inspectModel(file, selection);
  const outputs = inspected.all.outputShape.reduce((product, length) => product * length, 1);
  const data = { ...source.load(loss, label, outputs), share };
  return { settings, training: prepareTraining(file, inspected, data, { scaling, loss, settings, selection }) };
}

/** What the page shows of a run before it begins. */
export function checkedTraining({ training, settings }: ReadyTraining): CheckedTraining {
  const { data, loss, batchSize, facts } = training;
  const { rowCount } = data.training;
  const batches = rowCount / batchSize;
  return {
    sentences: describeTraining(training, settings).map(inPageWords),
    rows: { training: rowCount, validation: data.validation?.rowCount ?? 0 },
    classes: loss.name === "cross-entropy" ? classCounts(training) : null,
    values: loss.name === "cross-entropy" ? null : valueRange(data.training.targets.data),
    epochs: settings.epochs,
    batchesPerEpoch: facts.fixedRows === null ? Math.ceil(batches) : Math.floor(batches),
  };
}

function classCounts({ data, classes, facts }: PreparedTraining): CheckedTraining["classes"] {
  const counts = (part: ArrayDataset | null): Uint32Array => {
    const found = new Uint32Array(facts.outputShape[0]!);
    for (const label of part?.targets.data ?? []) found[label]! += 1;
    return found;
  };
  const [training, validation] = [counts(data.training), counts(data.validation)];
  return Array.from(training, (count, index) => ({
    name: classes?.[index] ?? String(index),
    training: count,
    validation: validation[index]!,
  }));
}

function valueRange(values: Float32Array | Int32Array): CheckedTraining["values"] {
  let [least, largest, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    least = Math.min(least, value);
    largest = Math.max(largest, value);
    sum += value;
  }
  return { least, largest, mean: sum / values.length };
}
