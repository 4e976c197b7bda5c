// What one process measures: `node --conditions=@lockstep/source packages/tfjs/bench/measure-steps.ts VARIANT STEPS` prints the
// milliseconds of every step as JSON. An MLP 784-512-512-10 with dropout on both hidden layers, batches of 128, the wasm backend.
import {
  dense,
  dropout as dropoutOfSpec,
  maskOfSite,
  relu,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  tensor,
  uniform,
  keyFromSeed,
  type TrainingEngine,
} from "@lockstep/core";
import { createTfjsEngine, dropout, fitModel, installFastWasm } from "@lockstep/tfjs";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import type { StepTimes, Variant } from "./compare-steps.ts";

const BATCH = 128;
const BATCHES = 8;
const PIXELS = uniform(keyFromSeed(1), BATCH * BATCHES * 784);
const LABELS = Int32Array.from({ length: BATCH * BATCHES }, (_, row) => row % 10);
const LOSS = { loss: softmaxCrossEntropy() } as const;

const [variant = "stock-fit", stepCount = "24"] = process.argv.slice(2) as [Variant?, string?];
const STEPS = Number(stepCount);
const times: StepTimes[] = [];

/** Milliseconds so far: the wall's, and this process's own on a processor, which the load of others lengthens less. */
function now(): StepTimes {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), processor: (user + system) / 1000 };
}

let begun = now();
const callbacks = {
  onBatchBegin: () => {
    begun = now();
  },
  onBatchEnd: () => note(),
};

function note(): void {
  const ended = now();
  times.push({ wall: ended.wall - begun.wall, processor: ended.processor - begun.processor });
}

function stockModel(dropoutLayer: (site: number) => tf.layers.Layer): tf.Sequential {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.dense({ inputShape: [784], units: 512, activation: "relu" }),
      dropoutLayer(0),
      layers.dense({ units: 512, activation: "relu" }),
      dropoutLayer(1),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  return model;
}

const stockDropout = (): tf.layers.Layer => tf.layers.dropout({ rate: 0.5 });
const options = { batchSize: BATCH, epochs: Math.ceil(STEPS / BATCHES), callbacks, yieldEvery: "never" } as const;
const xs = (): tf.Tensor => tf.tensor2d(PIXELS, [BATCH * BATCHES, 784]);
const ys = (): tf.Tensor => tf.oneHot(tf.tensor1d(LABELS, "int32"), 10);

async function throughEngine(engine: TrainingEngine): Promise<void> {
  for (let step = 0; step < STEPS + BATCHES; step++) {
    const [from, to] = [(step % BATCHES) * BATCH, ((step % BATCHES) + 1) * BATCH];
    begun = now();
    const masks = engine.randomSites.map((randomSite, site) =>
      maskOfSite(randomSite, { seed: 1, site, step, rows: BATCH }),
    );
    const inputs = tensor([BATCH, 784], PIXELS.slice(from * 784, to * 784));
    const batch = { inputs, targets: tensor([BATCH], LABELS.slice(from, to)), masks };
    await engine.trainBatch([batch], sgdStep(sgd({ learningRate: 0.1 }), step)).read();
    note();
  }
}

/** Everything that trains this network on the wasm backend. */
const VARIANTS: Readonly<Record<Variant, () => Promise<unknown>>> = {
  "stock-fit": () => stockModel(stockDropout).fit(xs(), ys(), options),
  "fast-fit": () => {
    installFastWasm(tf);
    return stockModel(stockDropout).fit(xs(), ys(), options);
  },
  "fast-fitModel": () => {
    installFastWasm(tf);
    const model = stockModel((site) => dropout(tf, { rate: 0.5, seed: 1, site }));
    return fitModel(tf, model, xs(), ys(), options);
  },
  "engine-of-spec": async () => {
    const layers = [dense(512), relu(), dropoutOfSpec(0.5), dense(512), relu(), dropoutOfSpec(0.5), dense(10)];
    await throughEngine(await createTfjsEngine(tf, sequential({ inputShape: [784], layers }), { ...LOSS, seed: 1 }));
  },
  "engine-of-layers-model": async () => {
    installFastWasm(tf);
    await throughEngine(await createTfjsEngine(tf, stockModel(stockDropout), { ...LOSS, stockDropout: "replace" }));
  },
};

tf.enableProdMode();
await tf.setBackend("wasm");
await VARIANTS[variant]();
// The first pass over the data warms up.
process.stdout.write(`${JSON.stringify(times.slice(-STEPS))}\n`);
