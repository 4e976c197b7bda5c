import { multiStep } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { learningRateSchedule } from "../../src/callbacks/learning-rate-schedule.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { fitModel } from "../../src/fitting/fit-model.ts";
import { smallModel, smallProblem } from "./small-problem.ts";
import { startLayers } from "./start-layers.ts";

describe("callbacks of fitModel", () => {
  beforeAll(() => startLayers("cpu"));

  test("are taken in both forms at once, with their this, which stock fit loses", async () => {
    const { xs, ys } = smallProblem(tf);
    class Counting extends tf.Callback {
      batches = 0;
      override async onBatchEnd() {
        this.batches++;
      }
    }
    const run = async (which: "stock" | "ours"): Promise<[number, number]> => {
      const model = smallModel(tf);
      const counting = new Counting();
      let epochs = 0;
      const hooks = { onEpochEnd: () => void epochs++ };
      const args = { epochs: 2, batchSize: 10 } as const;
      if (which === "ours") await fitModel(tf, model, xs, ys, { ...args, seed: 1, callbacks: [hooks, counting] });
      else await model.fit(xs, ys, { ...args, callbacks: [hooks, counting] as never });
      model.dispose();
      return [epochs, counting.batches];
    };
    expect(await run("stock")).toEqual([2, 0]);
    expect(await run("ours")).toEqual([2, 10]);
    tf.dispose([xs, ys]);
  });

  test("let the page breathe as yieldEvery says, with instances of callbacks too", async () => {
    const { xs, ys } = smallProblem(tf);
    const model = smallModel(tf);
    const args = { epochs: 2, batchSize: 10, yieldEvery: "batch" } as const;
    let yields = 0;
    const nextFrameFunc = async () => void yields++;
    await fitModel(tf, model, xs, ys, { ...args, seed: 1, callbacks: { nextFrameFunc } });
    expect(yields).toBe(10);

    // What else the process gets done meanwhile.
    const turns = async (run: (callbacks: tf.Callback[]) => Promise<unknown>): Promise<number> => {
      let count = 0;
      const timer = setInterval(() => count++, 0);
      await run([tf.callbacks.earlyStopping({ monitor: "loss" })]);
      clearInterval(timer);
      return count;
    };
    const longer = { ...args, epochs: 20 };
    expect(await turns((callbacks) => model.fit(xs, ys, { ...longer, callbacks }))).toBe(0);
    expect(await turns((callbacks) => fitModel(tf, model, xs, ys, { ...longer, seed: 1, callbacks }))).toBeGreaterThan(
      0,
    );
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("may stop an epoch in its midst, which is validated then, which stock fit does not", async () => {
    const { xs, ys } = smallProblem(tf);
    const run = async (which: "stock" | "ours", stopAt: number) => {
      const model = smallModel(tf);
      let steps = 0;
      const callbacks = {
        onBatchEnd: (batch: number) => {
          steps++;
          if (batch === stopAt) model.stopTraining = true;
        },
      };
      const args = {
        epochs: 3,
        batchSize: 10,
        validationData: [xs, ys] as [tf.Tensor, tf.Tensor],
        callbacks,
      } as const;
      const { history, epoch } =
        which === "stock"
          ? await model.fit(xs, ys, { ...args, shuffle: false })
          : await fitModel(tf, model, xs, ys, { ...args, order: "sequential" });
      const measured = tf.tidy(() => (model.evaluate(xs, ys, { batchSize: 10 }) as tf.Scalar[])[0]!.dataSync()[0]);
      model.dispose();
      return { steps, epochs: epoch, validation: history["val_loss"], measured, loss: history["loss"] };
    };
    for (const stopAt of [1, 4]) {
      const stock = await run("stock", stopAt);
      const ours = await run("ours", stopAt);
      expect(ours.steps).toBe(stopAt + 1);
      expect(ours.epochs).toEqual([0]);
      expect(ours.loss).toEqual(stock.loss);
      expect(ours.validation).toEqual([ours.measured]);
      expect(stock.validation).toEqual(stopAt === 1 ? undefined : [stock.measured]);
    }
    tf.dispose([xs, ys]);
  });

  test("are told how many batches an epoch has where the last is dropped, so that a schedule of steps goes on right", async () => {
    const { xs, ys } = smallProblem(tf);
    const rates: (number | null)[] = [];
    // From step 6 on, which is the third of epoch 1: 50 rows make four batches of 12, and 2 are left.
    const byStep = learningRateSchedule(tf, multiStep({ initial: 1, factor: 0.1, milestones: [6], interval: "step" }));
    const record = { onBatchEnd: () => void rates.push(byStep.learningRate) };
    const args = { batchSize: 12, order: "sequential", lastBatch: "drop", callbacks: [byStep, record] } as const;
    const model = smallModel(tf);
    await fitModel(tf, model, xs, ys, { ...args, epochs: 1 });
    await fitModel(tf, model, xs, ys, { ...args, epochs: 2, initialEpoch: 1 });
    expect(rates).toEqual([1, 1, 1, 1, 1, 1, 0.1, 0.1]);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("that throw leave no update begun: the next one that nothing counts is refused, as in a new model", async () => {
    const { xs, ys } = smallProblem(tf);
    const model = tf.sequential({
      layers: [dropout(tf, { rate: 0.5, seed: 1, site: 0, inputShape: [8] }), tf.layers.dense({ units: 3 })],
    });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const fails = { onBatchBegin: () => Promise.reject(new Error("failed")) };
    await expect(fitModel(tf, model, xs, ys, { callbacks: fails })).rejects.toThrow("failed");
    await expect(model.fit(xs, ys, { batchSize: 50 })).rejects.toThrow("step 0 is not counted by anything");
    tf.dispose([xs, ys]);
    model.dispose();
  });
});
