import {
  arrayDataset,
  dense,
  dropout as dropoutSpec,
  earlyStopping as earlyStoppingRule,
  fit,
  meanSquaredError,
  multiStep,
  relu,
  sequential,
  sgd,
  type MultiStep,
  type Tensor,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";

import { createTfjsEngine, dropout, earlyStopping, fitModel, learningRateSchedule } from "../../src/index.ts";
import { seededTensor } from "../engine/seeded-tensor.ts";

/** Steps between two evaluations. */
const EPOCH = 100;
const BATCH = 8;
const WIDTH = 6;

/** What a backend holds. */
interface Held {
  readonly tensors: number;
  readonly bytes: number;
  /** Bytes of textures or buffers; 0 where there is no GPU. */
  readonly gpuBytes: number;
  /** Bytes of the wasm backend's memory, which never shrinks; 0 of others. */
  readonly heapBytes: number;
}

/** What a run of so many steps held, every ten steps from the first hundred on, and how it ended. */
export interface Soak {
  readonly held: readonly Held[];
  /** Numbers that tfjs keeps as tensors for the history of each epoch until `fit` ends. */
  readonly keptAnEpoch: number;
  readonly steps: number;
  readonly stopReason: string | null;
  readonly bestEpoch: number | null;
  readonly restored: boolean;
  readonly losses: readonly number[];
  /** Tensors that are left when all that the run was given is disposed. */
  readonly left: number;
}

/**
 * A run that goes on for exactly so many steps, with a new best in each epoch of the first half; then the rate is too small to
 * change a weight, and early stopping's patience runs out with the last step.
 */
function runOf(steps: number): {
  readonly epochs: number;
  readonly patience: number;
  readonly learningRate: MultiStep;
} {
  const epochs = steps / EPOCH;
  const half = Math.ceil(epochs / 2);
  const learningRate = multiStep({ initial: 0.0005, factor: 1e-30, milestones: [half] });
  return { epochs: epochs + 1, patience: epochs - half, learningRate };
}

/** Rows whose target is the sum of the inputs. */
function rows(seed: number, count: number): { readonly inputs: Tensor; readonly targets: Tensor } {
  const inputs = seededTensor(seed, [count, WIDTH], 0, 1);
  const sums = Float32Array.from({ length: count }, (_, row) =>
    inputs.data.subarray(row * WIDTH, (row + 1) * WIDTH).reduce((sum, value) => sum + value, 0),
  );
  return { inputs, targets: { shape: [count, 1], data: sums } };
}

function held(): Held {
  const { numTensors: tensors, numBytes: bytes, ...rest } = tf.memory() as tf.MemoryInfo & Record<string, unknown>;
  const { wasm } = tf.backend() as unknown as { readonly wasm?: { readonly HEAPU8: Uint8Array } };
  return { tensors, bytes, gpuBytes: Number(rest["numBytesInGPU"] ?? 0), heapBytes: wasm?.HEAPU8.length ?? 0 };
}

/** Notes what is held after each tenth step of an epoch, once the steps under way are as many as ever. */
function recorder(): { readonly all: Held[]; stepDone(epoch: number, batch: number): void } {
  const all: Held[] = [];
  return {
    all,
    stepDone(epoch, batch) {
      if (epoch > 0 && batch >= 20 && batch % 10 === 0) all.push(held());
    },
  };
}

/** Through the engine and core's `fit`. */
async function soakEngine(steps: number): Promise<Soak> {
  const before = tf.memory().numTensors;
  const { epochs, patience, learningRate } = runOf(steps);
  const model = sequential({ inputShape: [WIDTH], layers: [dense(16), relu(), dropoutSpec(0.1), dense(1)] });
  const engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
  const record = recorder();
  const report = await fit(engine, arrayDataset(rows(1, EPOCH * BATCH)), {
    epochs,
    batchSize: BATCH,
    seed: 1,
    optimizer: sgd({ learningRate }),
    validation: arrayDataset(rows(2, 64)),
    earlyStopping: earlyStoppingRule({ monitor: "validationLoss", mode: "min", patience }),
    onEvent(event) {
      if (event.type === "step") record.stepDone(event.epoch, event.batch);
    },
  });
  engine.dispose();
  return {
    held: record.all,
    keptAnEpoch: 0,
    steps: report.steps,
    stopReason: report.stopReason,
    bestEpoch: report.bestEpoch,
    restored: report.restoredBest,
    losses: report.history.map(({ validationLoss }) => validationLoss!),
    left: tf.memory().numTensors - before,
  };
}

/** Through `fitModel`, with dropout and early stopping of stock training. */
async function soakFitModel(steps: number): Promise<Soak> {
  const before = tf.memory().numTensors;
  const { epochs, patience, learningRate } = runOf(steps);
  const kernelInitializer = (seed: number) => tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 16,
        activation: "relu",
        inputShape: [WIDTH],
        kernelInitializer: kernelInitializer(1),
      }),
      dropout(tf, { rate: 0.1, seed: 1, site: 0 }),
      tf.layers.dense({ units: 1, kernelInitializer: kernelInitializer(2) }),
    ],
  });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const upload = ({ shape, data }: Tensor) => tf.tensor(data, [...shape]);
  const [training, validation] = [rows(1, EPOCH * BATCH), rows(2, 64)];
  const [xs, ys] = [upload(training.inputs), upload(training.targets)];
  const measured = [upload(validation.inputs), upload(validation.targets)] as const;
  const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience });
  const record = recorder();
  let done = 0;
  let epochNow = 0;
  const { history } = await fitModel(tf, model, xs, ys, {
    epochs,
    batchSize: BATCH,
    validationData: measured,
    callbacks: [
      stop,
      learningRateSchedule(tf, learningRate),
      {
        onEpochBegin: (epoch: number) => void (epochNow = epoch),
        onBatchEnd: (batch: number) => {
          done++;
          record.stepDone(epochNow, batch);
        },
      },
    ],
  });
  tf.dispose([xs, ys, ...measured]);
  model.dispose();
  return {
    held: record.all,
    // Its loss and its validation loss.
    keptAnEpoch: 2,
    steps: done,
    stopReason: stop.stopReason,
    bestEpoch: stop.bestEpoch,
    restored: stop.restoredEpoch === stop.bestEpoch,
    losses: history["val_loss"] as number[],
    left: tf.memory().numTensors - before,
  };
}

/** The ways to train, by their names. */
export const SOAKS: readonly (readonly [string, (steps: number) => Promise<Soak>])[] = [
  ["the engine and fit", soakEngine],
  ["fitModel", soakFitModel],
];
