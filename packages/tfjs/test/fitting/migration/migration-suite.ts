import * as tf from "@tensorflow/tfjs";
import { planBatches } from "@lockstep/core";
import { beforeAll, describe, expect, test } from "vitest";

import { batches } from "../../../src/fitting/batches.ts";
import { fitModel } from "../../../src/fitting/fit-model.ts";
import { captureRows, rowsOf } from "../row-capture.ts";
import { after } from "./after.ts";
import { before } from "./before.ts";
import { digits } from "./digits.ts";

/** What holds of the scripts before and after on each backend; the Node and the Chromium test run it. */
export function migrationSuite(backends: readonly string[], start: (backend: string) => Promise<void>): void {
  describe.each(backends)("the script on %s", (backend) => {
    beforeAll(() => start(backend));

    test("ends differently at every run before, and bit for bit alike after", async () => {
      const { xs, ys } = digits(tf);
      const end = async ({ model, history }: { model: tf.LayersModel; history: tf.History }) => {
        const weights = await Promise.all(model.getWeights().map(async (weight) => [...(await weight.data())]));
        model.dispose();
        return { weights: weights.flat(), history: history.history };
      };
      // A mask that tfjs seeds is one mask for all steps, but the same in each run.
      const dropout = ({ rate }: { readonly rate: number }) => tf.layers.dropout({ rate, seed: 5 });
      const stock = [await end(await before(tf, xs, ys)), await end(await before(tf, xs, ys))];
      expect(stock[0]!.weights).not.toEqual(stock[1]!.weights);

      const first = await end(await after(tf, xs, ys, 42, dropout));
      const again = await end(await after(tf, xs, ys, 42, dropout));
      const other = await end(await after(tf, xs, ys, 43, dropout));
      expect(again).toEqual(first);
      expect(other.weights).not.toEqual(first.weights);
      // Both learn, and report the same.
      expect(Object.keys(first.history)).toEqual(Object.keys(stock[0]!.history));
      for (const { history } of [stock[0]!, first]) {
        const losses = history["val_loss"] as number[];
        expect(losses.at(-1)).toBeLessThan(losses[0]!);
      }
      tf.dispose([xs, ys]);
    });

    test("visits the rows in core's order, and so does stock fitDataset with batches", async () => {
      const capture = captureRows(tf, 160);
      await fitModel(tf, capture.model, capture.xs, capture.ys, { seed: 42, epochs: 2, batchSize: 32 });
      const data = batches(tf, { xs: capture.xs, ys: capture.ys, batchSize: 32, seed: 42, startEpoch: 2 });
      await capture.model.fitDataset(data, { epochs: 2 });
      const plan = planBatches({ rowCount: 160, batchSize: 32, seed: 42 });
      expect(await capture.rows()).toEqual(rowsOf(plan, [0, 1, 2, 3]));
      capture.dispose();
    });

    test("weighs rows, validates and leaves no tensor behind", async () => {
      const { xs, ys } = digits(tf, 60);
      const model = tf.sequential({
        layers: [tf.layers.dense({ units: 10, activation: "softmax", inputShape: [64] })],
      });
      model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });
      await model.fit(xs, ys);
      const sampleWeight = Float32Array.from({ length: 60 }, (_, row) => row % 3);
      const held = tf.memory().numTensors;
      const options = { seed: 42, epochs: 3, batchSize: 16, sampleWeight, validationSplit: 0.2 } as const;
      const { history } = await fitModel(tf, model, xs, ys, options);
      expect(tf.memory().numTensors).toBe(held);
      expect(history["val_loss"]).toHaveLength(3);
      tf.dispose([xs, ys]);
      model.dispose();
    });
  });
}
