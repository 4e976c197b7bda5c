import { fillPython } from "./fill-python.ts";
import script from "./python/whole-run.py?raw";
import { seedLiteral } from "./seed-literal.ts";
import type { Twin } from "./twin.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** A script from its seed to its last loss, in PyTorch and in Lockstep. `trainWholeRun` does what the second one says. */
export function wholeRunTwin(settings: TwinSettings): Twin {
  const lockstep = `import {
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

const generator = new TorchGenerator(${seedLiteral(settings.seed)});
const x = generator.rand(256 * 2);
const y = new Int32Array(256).map((_, row) =>
  Number(x[2 * row] > 0.5 !== x[2 * row + 1] > 0.5),
);
const data = arrayDataset({
  inputs: tensor([256, 2], x),
  targets: tensor([256], y),
});
const model = sequential({
  inputShape: [2],
  layers: [dense(32), relu(), dropout(${settings.rate}), dense(2)],
});
const engine = createReferenceEngine(model, {
  loss: softmaxCrossEntropy(),
  weights: torchInitialWeights(model, generator),
});
const report = await fit(engine, data, {
  epochs: 8,
  batchSize: 16,
  randomness: generator,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
});`;
  return { python: fillPython(script, settings), lockstep };
}
