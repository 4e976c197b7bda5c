import {
  arrayDataset,
  dense,
  dropout,
  earlyStopping,
  fit,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  tensor,
  type ArrayDataset,
  type TrainingEngine,
} from "@lockstep/core";

/** What a run came to: the same on every Node and in every browser, where the engine is bit-exact. */
export interface SmallRun {
  readonly engine: string;
  readonly epochs: number;
  readonly bestEpoch: number | null;
  readonly validationLosses: readonly number[];
  /** SHA-256 of all weights after it. */
  readonly weights: string;
}

export const model = sequential({ inputShape: [2], layers: [dense(16), relu(), dropout(0.2), dense(2)] });
export const settings = { loss: softmaxCrossEntropy(), seed: 42 };

/** Trains a few epochs on a few points, with dropout and early stopping, and frees the engine. */
export async function smallRun(engine: TrainingEngine): Promise<SmallRun> {
  const report = await fit(engine, rows(0, 300), {
    epochs: 12,
    batchSize: 32,
    seed: 42,
    optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }),
    validation: rows(300, 400),
    earlyStopping: earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 }),
  });
  const { parameters } = await engine.readState();
  const { name } = engine;
  engine.dispose();
  return {
    engine: name,
    epochs: report.history.length,
    bestEpoch: report.bestEpoch,
    validationLosses: report.history.map(({ validationLoss }) => validationLoss ?? Number.NaN),
    weights: await digest(Object.values(parameters).map(({ data }) => data)),
  };
}

/** Some of 400 points of the plane; their class tells whether their signs are equal. */
function rows(from: number, to: number): ArrayDataset {
  const coordinate = (index: number): number => ((index * 7919) % 1009) / 504.5 - 1;
  const points = Float32Array.from({ length: 2 * (to - from) }, (_, index) => coordinate(2 * from + index));
  const labels = Int32Array.from({ length: to - from }, (_, row) =>
    points[2 * row]! * points[2 * row + 1]! > 0 ? 1 : 0,
  );
  return arrayDataset({ inputs: tensor([to - from, 2], points), targets: tensor([to - from], labels) });
}

async function digest(arrays: readonly Float32Array[]): Promise<string> {
  const bytes = arrays.flatMap((array) => [...new Uint8Array(array.buffer, array.byteOffset, array.byteLength)]);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
