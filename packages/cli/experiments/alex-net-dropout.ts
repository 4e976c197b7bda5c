// Trains the small AlexNet on 5,000 images of MNIST on the reference engine, without dropout and with 0.5 in its dense
// layers: pnpm exec node --conditions=@lockstep/source packages/cli/experiments/alex-net-dropout.ts [--rate 0.5]
import { parseArgs } from "node:util";
import {
  arrayDataset,
  earlyStopping,
  evaluate,
  fit,
  sgd,
  smallAlexNet,
  softmaxCrossEntropy,
  tensor,
  type ArrayDataset,
  type ModelState,
  type TrainingEvent,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { drawExperiment, type Experiment } from "../src/experiment/draw-experiment.ts";
import { loadData } from "../src/data/load-data.ts";
import { locateData } from "../src/data/locate-data.ts";

const IMAGE = [1, 28, 28];
const SIZES = { training: 5000, validation: 1000, test: 10_000 };

const { values: flags } = parseArgs({
  options: {
    rate: { type: "string", multiple: true, default: ["0", "0.5"] },
    seed: { type: "string", default: "42" },
    epochs: { type: "string", default: "20" },
    "learning-rate": { type: "string", default: "0.02" },
    data: { type: "string", default: "mnist" },
  },
});
const run = { seed: Number(flags.seed), epochs: Number(flags.epochs), learningRate: Number(flags["learning-rate"]) };

const pool = loadData(locateData(flags.data, undefined));
const rows = drawExperiment(pool, { sizes: SIZES, labelNoise: 0, seed: run.seed });
for (const rate of flags.rate) await train(Number(rate), rows);

async function train(rate: number, { training, validation, test }: Experiment): Promise<void> {
  const { seed, epochs, learningRate } = run;
  using engine = createReferenceEngine(smallAlexNet({ width: 8, rate }), { loss: softmaxCrossEntropy(), seed });
  await engine.writeState(asHe(await engine.readState()));
  const began = performance.now();
  const report = await fit(engine, asImages(training), {
    epochs,
    batchSize: 64,
    seed,
    optimizer: sgd({ learningRate, momentum: 0.9 }),
    validation: asImages(validation),
    earlyStopping: earlyStopping({ monitor: "validationLoss", mode: "min", patience: epochs }),
    onEvent: printEpoch,
  });
  const seconds = (performance.now() - began) / 1000;
  const tested = await evaluate(engine, asImages(test));
  const result = { rate, seed, bestEpoch: report.bestEpoch, validationLoss: report.best, test: tested, seconds };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/**
 * PyTorch's initial weights, uniform with variance 1 / (3 fanIn), scaled to the variance 2 / fanIn, and biases of 0. With
 * PyTorch's own the signal fades through eight layers without normalisation, and for epochs nothing is learnt.
 * @see He et al., "Delving deep into rectifiers" (2015)
 */
function asHe({ parameters }: ModelState): ModelState {
  const scaled = Object.entries(parameters).map(([name, { shape, data }]) => {
    const factor = name.endsWith(".bias") ? 0 : Math.sqrt(6);
    return [
      name,
      tensor(
        shape,
        Float32Array.from(data, (value) => value * factor),
      ),
    ] as const;
  });
  return { parameters: Object.fromEntries(scaled) };
}

function asImages({ inputs, targets }: ArrayDataset): ArrayDataset {
  return arrayDataset({ inputs: { ...inputs, shape: [inputs.shape[0]!, ...IMAGE] }, targets });
}

function printEpoch(event: TrainingEvent): void {
  if (event.type === "epoch") process.stderr.write(`${JSON.stringify(event.record)}\n`);
}
