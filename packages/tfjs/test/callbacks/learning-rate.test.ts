import {
  cosine,
  multiStep,
  reduceOnPlateau as reduceOnPlateauRule,
  sgd,
  sgdStep,
  stepDecay,
  warmUp,
  type LearningRate,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { callbacks, earlyStopping, learningRateSchedule, reduceOnPlateau } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { driveCallback } from "./drive-callback.ts";
import { bitsOf, smallData, smallModel } from "./small-model.ts";
import { doublesOf, playedCases, valuesOf } from "./stopping-vectors.ts";

/** One of each class of tf.train, with a rate. */
const OPTIMIZERS: Readonly<Record<string, (rate: number) => tf.Optimizer>> = {
  sgd: (rate) => tf.train.sgd(rate),
  momentum: (rate) => tf.train.momentum(rate, 0.9, true),
  adam: (rate) => tf.train.adam(rate),
  adamax: (rate) => tf.train.adamax(rate, 0.9, 0.999, 1e-8, 0.01),
  adagrad: (rate) => tf.train.adagrad(rate),
  adadelta: (rate) => tf.train.adadelta(rate),
  rmsprop: (rate) => tf.train.rmsprop(rate, 0.9, 0.5, undefined, true),
};

function rateOf(model: tf.LayersModel): number {
  return (model.optimizer as tf.Optimizer & { readonly learningRate: number }).learningRate;
}

/** Trains 20 rows in 3 batches an epoch, and gives the rate of every step. */
async function ratesOf(
  callback: tf.Callback,
  args: tf.ModelFitArgs,
  options: { readonly scores?: readonly number[]; readonly model?: tf.Sequential } = {},
): Promise<number[]> {
  const { scores = [], model = smallModel() } = options;
  const { xs, ys } = smallData();
  const rates: number[] = [];
  const look = {
    onBatchEnd: async () => void rates.push(rateOf(model)),
    onEpochEnd: async (epoch: number, logs?: tf.Logs) => void Object.assign(logs!, { score: scores[epoch] ?? 0 }),
  };
  await model.fit(xs, ys, { batchSize: 8, ...args, callbacks: callbacks(tf, [look, callback]) });
  tf.dispose([xs, ys]);
  if (options.model === undefined) model.dispose();
  return rates;
}

/** What core's fit gives each of 3 steps an epoch. */
function lawOf(learningRate: LearningRate, epochs: readonly number[], factors: readonly number[] = []): number[] {
  const optimizer = sgd({ learningRate });
  return epochs.flatMap((epoch) =>
    [0, 1, 2].map((batch) => {
      const learningRateFactor = factors[epoch] ?? 1;
      return sgdStep(optimizer, epoch * 3 + batch, { epoch, learningRateFactor }).learningRate;
    }),
  );
}

describe.each(BACKENDS)("on %s a learning rate", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(Object.keys(OPTIMIZERS))("that is set trains as one that %s was made with", async (name) => {
    const { xs, ys } = smallData();
    const fit = async (model: tf.Sequential, callback: tf.Callback[]): Promise<Uint32Array[]> => {
      await model.fit(xs, ys, { epochs: 2, batchSize: 8, shuffle: false, callbacks: callback });
      return bitsOf(model);
    };
    const made = smallModel({ optimizer: OPTIMIZERS[name]!(0.05) });
    const set = smallModel({ optimizer: OPTIMIZERS[name]!(3) });
    const wanted = await fit(made, []);
    const first = await bitsOf(set);
    const before = tf.memory().numTensors;
    expect(await fit(set, [learningRateSchedule(tf, 0.05)])).toEqual(wanted);
    expect(wanted).not.toEqual(first);
    const slots = tf.memory().numTensors - before;
    await fit(set, [learningRateSchedule(tf, stepDecay({ initial: 0.1, factor: 0.5, every: 1, interval: "step" }))]);
    expect(tf.memory().numTensors - before).toBe(slots);
    tf.dispose([xs, ys]);
    made.dispose();
    set.dispose();
  });
});

describe("learningRateSchedule", () => {
  beforeAll(() => startBackend("cpu"));

  const bySteps = warmUp({ length: 4, schedule: cosine({ initial: 0.5, length: 4 }) });

  test("gives each step the rate that core's fit gives it", async () => {
    const multi = multiStep({ initial: 0.5, factor: 0.1, milestones: [1, 3] });
    expect(await ratesOf(learningRateSchedule(tf, multi), { epochs: 4 })).toEqual(lawOf(multi, [0, 1, 2, 3]));
    expect(await ratesOf(learningRateSchedule(tf, bySteps), { epochs: 4 })).toEqual(lawOf(bySteps, [0, 1, 2, 3]));
  });

  test("goes on where initialEpoch says, and begins anew in a second fit", async () => {
    const schedule = learningRateSchedule(tf, bySteps);
    expect(await ratesOf(schedule, { epochs: 2 })).toEqual(lawOf(bySteps, [0, 1]));
    expect(await ratesOf(schedule, { epochs: 4, initialEpoch: 2 })).toEqual(lawOf(bySteps, [2, 3]));
    expect(await ratesOf(schedule, { epochs: 1 })).toEqual(lawOf(bySteps, [0]));
  });

  test("knows no step of a dataset without length, so that initialEpoch is refused", async () => {
    const model = smallModel();
    const { xs, ys } = smallData();
    const dataset = tf.data.generator(function* () {
      for (let batch = 0; batch < 2; batch++) yield { xs: tf.clone(xs), ys: tf.clone(ys) };
    }) as unknown as tf.data.Dataset<{ xs: tf.Tensor; ys: tf.Tensor }>;
    const fit = (callback: tf.Callback, initialEpoch = 0): Promise<tf.History> =>
      model.fitDataset(dataset, { epochs: 2, initialEpoch, callbacks: callback });
    await fit(learningRateSchedule(tf, bySteps));
    await expect(fit(learningRateSchedule(tf, bySteps), 1)).rejects.toThrow(/initialEpoch must be 0.*batchesPerEpoch/);
    const byEpochs = stepDecay({ initial: 0.5, factor: 0.1, every: 1 });
    await fit(learningRateSchedule(tf, byEpochs), 1);
    expect(rateOf(model)).toBe(0.05);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("is lowered by reduceOnPlateau, as in core's fit", async () => {
    const options = { monitor: "others.score", mode: "min", patience: 0, factor: 0.5 } as const;
    const schedule = learningRateSchedule(tf, bySteps, { reduceOnPlateau: options });
    const scores = [1, 2, 0.5, 2, 2];
    // Lowered after epochs 1, 3 and 4; the next epoch is the first to feel it. The schedule's first rate, 0, cannot be.
    await expect(ratesOf(schedule, { epochs: 5 }, { scores })).rejects.toThrow(/begin a warm-up above 0/);
    const above = warmUp({ length: 4, startFactor: 0.5, schedule: cosine({ initial: 0.5, length: 4 }) });
    const lowered = learningRateSchedule(tf, above, { reduceOnPlateau: reduceOnPlateauRule(options) });
    const rates = await ratesOf(lowered, { epochs: 5 }, { scores });
    expect(rates).toEqual(lawOf(above, [0, 1, 2, 3, 4], [1, 1, 0.5, 0.5, 0.25]));
    expect(lowered.state?.factor).toBe(0.125);
    expect(lowered.learningRate).toBe(rates.at(-1));
  });

  test.each([
    [() => learningRateSchedule(tf, -1), /learningRate must be a number of at least 0/],
    [() => learningRateSchedule(tf, { kind: "cosine" } as never), /must be a number of at least 0 or a schedule/],
    [() => learningRateSchedule(tf, 0.1, { plateau: {} } as never), /plateau is not an option/],
    [() => reduceOnPlateau(tf, { monitor: "val_loss", mode: "min", patience: -1 }), /patience must be/],
    [() => reduceOnPlateau(tf, { monitor: "val_loss", mode: "min", min_lr: 0 } as never), /Name it minLearningRate/],
    [() => reduceOnPlateau(tf, { monitor: "val_loss", mode: "min", checkEvery: { steps: 2 } }), /must count epochs/],
  ])("refuses what is no option (%#)", (make, said) => {
    expect(make).toThrow(said);
  });

  test("refuses an optimiser without a rate, and a rate that is none, before a step", async () => {
    class Odd extends tf.Optimizer {
      static readonly className = "Odd";
      applyGradients(): void {}
      getConfig(): tf.serialization.ConfigDict {
        return {};
      }
    }
    const odd = ratesOf(learningRateSchedule(tf, 0.1), {}, { model: smallModel({ optimizer: new Odd() }) });
    await expect(odd).rejects.toMatchObject({ code: "UNSUPPORTED_OPTION" });
    const wild = { kind: "wild", interval: "step", rateAt: () => NaN } as const;
    await expect(ratesOf(learningRateSchedule(tf, wild), {})).rejects.toThrow(/learning rate of step 0 must be/);
  });
});

describe("reduceOnPlateau", () => {
  beforeAll(() => startBackend("cpu"));

  /** By sequence: the checks that lower the rate, and the last rate. */
  interface Reductions {
    readonly reductions: readonly (readonly number[])[];
    readonly learningRate: readonly string[];
  }

  test("lowers the rate where PyTorch and Keras do, by their vectors", async () => {
    const model = smallModel();
    let runs = 0;
    for (const one of playedCases<Reductions>("early-stopping-siblings").filter(({ id }) => id.startsWith("plateau"))) {
      for (const [index, digits] of one.input.sequences.entries()) {
        const callback = reduceOnPlateau(tf, {
          monitor: "val_loss",
          ...one.input.options,
        } as never);
        model.optimizer = tf.train.sgd(one.input.learningRate!);
        const logs = valuesOf(one, digits).map((value) => ({ val_loss: value }));
        await driveCallback(callback, model, logs);
        const [last] = doublesOf(one.expect.learningRate[index]!);
        expect({ id: one.id, rate: callback.state!.learningRate }).toEqual({ id: one.id, rate: last });
        runs++;
      }
    }
    expect(runs).toBeGreaterThan(50);
    model.dispose();
  });

  test("acts on the compiled rate from the next epoch on, and tells a wrong monitor before training", async () => {
    const model = smallModel({ optimizer: tf.train.adam(0.5) });
    const reduce = reduceOnPlateau(tf, { monitor: "others.score", mode: "min", patience: 1, factor: 0.5 });
    const rates = await ratesOf(reduce, { epochs: 5 }, { scores: [1, 1, 1, 1, 1], model });
    // PyTorch's rule tolerates one check and acts on the next: after epochs 2 and 4.
    expect(rates).toEqual([0, 1, 2, 3, 4].flatMap((epoch) => Array(3).fill(epoch < 3 ? 0.5 : 0.25)));
    const wrong = reduceOnPlateau(tf, { monitor: "val_loss", mode: "min" });
    await expect(ratesOf(wrong, { epochs: 1 }, { model })).rejects.toThrow(/reduceOnPlateau: monitor must be one of/);
    model.dispose();
  });

  test("goes beside early stopping", async () => {
    const reduce = reduceOnPlateau(tf, { monitor: "loss", mode: "max", patience: 0, factor: 0.5, minDelta: 0 });
    const stop = earlyStopping(tf, { monitor: "loss", mode: "max", patience: 3, restoreBest: false });
    const model = smallModel({ optimizer: tf.train.sgd(0.01) });
    const { xs, ys } = smallData();
    const { epoch } = await model.fit(xs, ys, { epochs: 9, callbacks: [stop, reduce] });
    expect(epoch).toEqual([0, 1, 2, 3]);
    expect(reduce.state?.learningRate).toBe(0.01 / 8);
    tf.dispose([xs, ys]);
    model.dispose();
  });
});

test.each([false, true])(
  "two callbacks that set the rate are refused before any step, in either order (%s)",
  async (turned) => {
    const model = smallModel();
    const { xs, ys } = smallData();
    const both = [
      learningRateSchedule(tf, cosine({ initial: 0.5, length: 4 })),
      reduceOnPlateau(tf, { monitor: "loss", mode: "min" }),
    ];
    const fit = model.fit(xs, ys, { callbacks: turned ? both.toReversed() : both });
    await expect(fit).rejects.toThrow(/only callback of fit that sets the learning rate.*\{ reduceOnPlateau/);
    expect(model.optimizer.iterations).toBe(0);
    // Each alone is none the worse for it.
    for (const callback of both) await model.fit(xs, ys, { callbacks: [callback] });
    tf.dispose([xs, ys]);
    model.dispose();
  },
);
