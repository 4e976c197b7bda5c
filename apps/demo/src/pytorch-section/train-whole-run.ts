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
  TorchGenerator,
  torchInitialWeights,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import type { TwinSettings } from "./twin-settings.ts";

const ROWS = 256;

/** Trains what `wholeRunTwin` shows. @returns the mean training loss of each epoch */
export async function trainWholeRun({ seed, rate }: Pick<TwinSettings, "seed" | "rate">): Promise<number[]> {
  const generator = new TorchGenerator(seed);
  const points = generator.rand(ROWS * 2);
  const labels = new Int32Array(ROWS).map((_, row) => Number(points[2 * row]! > 0.5 !== points[2 * row + 1]! > 0.5));
  const data = arrayDataset({ inputs: tensor([ROWS, 2], points), targets: tensor([ROWS], labels) });
  const model = sequential({ inputShape: [2], layers: [dense(32), relu(), dropout(rate), dense(2)] });
  const weights = torchInitialWeights(model, generator);
  const engine = createReferenceEngine(model, { loss: softmaxCrossEntropy(), weights });
  try {
    const { history } = await fit(engine, data, {
      epochs: 8,
      batchSize: 16,
      randomness: generator,
      optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
    });
    return history.map(({ trainingLoss }) => trainingLoss);
  } finally {
    engine.dispose();
  }
}
