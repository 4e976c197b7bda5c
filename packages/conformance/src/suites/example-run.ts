import {
  arrayDataset,
  dense,
  dropout,
  foldIn,
  keyFromSeed,
  maskOfSite,
  randomWords,
  relu,
  sequential,
  softmaxCrossEntropy,
  uniform,
  type ArrayDataset,
  type MicroBatch,
  type ModelSpec,
  type TrainingEngine,
} from "@lockstep/core";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";

/** Length of a row and number of classes of the example. */
const FEATURES = 12;
const CLASSES = 3;

/** A small classifier with two dropout layers: what the suites train where any model will do. */
export const exampleModel: ModelSpec = sequential({
  inputShape: [FEATURES],
  layers: [dense(16), relu(), dropout(0.5), dense(8), relu(), dropout(0.25), dense(CLASSES)],
});

/** An engine of the subject with the example's model. */
export async function exampleEngine(subject: ConformanceSubject, seed = 42): Promise<TrainingEngine> {
  return subject.createEngine(exampleModel, { loss: softmaxCrossEntropy(), seed });
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
  return { ...data.gather(rows), masks };
}
