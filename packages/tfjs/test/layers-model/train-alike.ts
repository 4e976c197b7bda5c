import {
  arrayDataset,
  dense,
  dropout,
  fit,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  tensor,
  type NamedTensors,
  type Tensor,
  type TrainingEngine,
  type TrainingReport,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as tf from "@tensorflow/tfjs";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "../engine/seeded-tensor.ts";

const ROWS = 40;

/** A stock model, as a user of tfjs has it. */
export function stockModel(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [6] }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
}

/** A run and the weights after it. */
export interface Trained {
  readonly report: TrainingReport;
  readonly parameters: NamedTensors;
}

/** Trains the stock model through the engine, and the same network on the reference engine from the same weights. */
export async function trainAlike(): Promise<{ readonly stock: Trained; readonly reference: Trained }> {
  const model = stockModel();
  const engine = await createTfjsEngine(tf, model, { loss: softmaxCrossEntropy(), stockDropout: "replace" });
  const { parameters } = await engine.readState();
  const spec = sequential({ inputShape: [6], layers: [dense(8), relu(), dropout(0.5), dense(3)] });
  const weights = {
    "0.weight": transposed(parameters["0.kernel"]!),
    "0.bias": parameters["0.bias"]!,
    "3.weight": transposed(parameters["2.kernel"]!),
    "3.bias": parameters["2.bias"]!,
  };
  using reference = createReferenceEngine(spec, { loss: softmaxCrossEntropy(), weights });
  const result = { stock: await train(engine), reference: await train(reference) };
  engine.dispose();
  model.dispose();
  return result;
}

async function train(engine: TrainingEngine): Promise<Trained> {
  const inputs = seededTensor(7, [ROWS, 6], -1, 1);
  const targets = tensor(
    [ROWS],
    Int32Array.from({ length: ROWS }, (_, row) => row % 3),
  );
  const report = await fit(engine, arrayDataset({ inputs, targets }), {
    epochs: 6,
    batchSize: 8,
    seed: 42,
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9, maxNorm: 1.5 }),
  });
  return { report, parameters: (await engine.readState()).parameters };
}

/** [in, out] as [out, in] and back. */
export function transposed({ shape, data }: Tensor): Tensor {
  const [rows, columns] = shape as [number, number];
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = data[row * columns + column]!;
  }
  return { shape: [columns, rows], data: result };
}
