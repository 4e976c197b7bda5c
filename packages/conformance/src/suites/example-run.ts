import {
  arrayDataset,
  dense,
  dropout,
  dropoutMask,
  flatten,
  foldIn,
  keyFromSeed,
  leakyRelu,
  meanSquaredError,
  maskOfSite,
  randomWords,
  relu,
  sequential,
  softmaxCrossEntropy,
  uniform,
  type ArrayDataset,
  type LayerSpec,
  type LossSpec,
  type MicroBatch,
  type ModelSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { BASIC_LOSSES } from "@lockstep/core/engine";
import { takesLayer } from "../subject/missing-capability.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";

/** Length of a row and number of classes of the example. */
const FEATURES = 12;
const CLASSES = 3;

/** A small classifier with two dropout layers. */
export const exampleModel: ModelSpec = sequential({
  inputShape: [FEATURES],
  layers: [dense(16), relu(), dropout(0.5), dense(8), relu(), dropout(0.25), dense(CLASSES)],
});

/**
 * The example without the layers that an engine declines, for what any model will do: an engine's obligations do not
 * depend on how much it can compute.
 */
export function exampleModelOf({ capabilities }: ConformanceSubject): ModelSpec {
  const layers = exampleModel.layers.filter((layer) => takesLayer(capabilities, layer));
  return sequential({ ...exampleModel, layers: layers.length === 0 ? exampleModel.layers : layers });
}

/** Softmax cross-entropy, or for an engine that declines it the mean squared error against rows of one 1. */
export function exampleLossOf({ capabilities }: ConformanceSubject): LossSpec {
  const { losses = BASIC_LOSSES } = capabilities;
  return losses.includes("softmax-cross-entropy") ? softmaxCrossEntropy() : meanSquaredError();
}

/** An engine of the subject with as much of the example as it takes. */
export async function exampleEngine(subject: ConformanceSubject, seed = 42): Promise<TrainingEngine> {
  return subject.createEngine(exampleModelOf(subject), { loss: exampleLossOf(subject), seed });
}

/** An engine of the subject with the whole example: it has dropout, and classes to be right about. */
export async function wholeExampleEngine(subject: ConformanceSubject, seed = 42): Promise<TrainingEngine> {
  return subject.createEngine(exampleModel, { loss: softmaxCrossEntropy(), seed });
}

/** An engine of the subject with as much of the example's model as it takes, and classes to be right about. */
export async function classifyingEngine(subject: ConformanceSubject): Promise<TrainingEngine> {
  return subject.createEngine(exampleModelOf(subject), { loss: softmaxCrossEntropy(), seed: 42 });
}

/** Rows that can be learned: the class is where a third of the row is brightest, and some labels are wrong. */
export function exampleData(rows: number, seed: number): ArrayDataset {
  const inputs = uniform(keyFromSeed(seed), rows * FEATURES);
  const noise = randomWords(foldIn(keyFromSeed(seed), 1), rows);
  const labels = Int32Array.from({ length: rows }, (_, row) => {
    const thirds = [0, 1, 2].map((third) => {
      const first = row * FEATURES + third * 4;
      return inputs.subarray(first, first + 4).reduce((sum, value) => sum + value, 0);
    });
    return noise[row]! % 5 === 0 ? noise[row]! % CLASSES : thirds.indexOf(Math.max(...thirds));
  });
  return arrayDataset({ inputs: { shape: [rows, FEATURES], data: inputs }, targets: { shape: [rows], data: labels } });
}

/** Rows `from` to `to` of a data set as a training batch of a given step, with the masks of an optimiser batch that
 * begins at row `batchStart`. */
export function exampleBatch(
  engine: TrainingEngine,
  data: ArrayDataset,
  { from, to, step = 0, batchStart = from }: { from: number; to: number; step?: number; batchStart?: number },
): MicroBatch {
  const rows = Array.from({ length: to - from }, (_, offset) => from + offset);
  const masks = engine.randomSites.map((randomSite, site) =>
    maskOfSite(randomSite, { seed: 42, site, step, rows: rows.length, firstRow: from - batchStart }),
  );
  const { inputs, targets } = data.gather(rows);
  return { inputs, targets: targetsOf(engine, targets), masks };
}

/** Some rows of a data set, with masks that keep everything. */
export function exampleRows(engine: TrainingEngine, data: ArrayDataset, rows: readonly number[]): MicroBatch {
  const { inputs, targets } = data.gather([...rows]);
  const masks = engine.randomSites.map(({ shape }, site) =>
    dropoutMask({ seed: 1, site, step: 0, rate: 0, shape: shape(rows.length) }),
  );
  return { inputs, targets: targetsOf(engine, targets), masks };
}

/** The data's classes as the engine's loss wants them. */
function targetsOf(engine: TrainingEngine, targets: Tensor<Float32Array | Int32Array>): typeof targets {
  return engine.loss.kind === "mean-squared-error" ? rowsOfOne(targets.data) : targets;
}

/** A layer that hands flat rows on as they are. */
export function identityLayer({ capabilities }: ConformanceSubject): LayerSpec {
  return [dropout(0), leakyRelu(1)].find((layer) => takesLayer(capabilities, layer)) ?? flatten();
}

/** Rows that are 1 at their class and 0 elsewhere. */
function rowsOfOne(labels: ArrayLike<number>): Tensor {
  const data = new Float32Array(labels.length * CLASSES);
  for (let row = 0; row < labels.length; row++) data[row * CLASSES + labels[row]!] = 1;
  return { shape: [labels.length, CLASSES], data };
}
