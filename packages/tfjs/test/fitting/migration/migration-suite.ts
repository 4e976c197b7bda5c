import * as tf from "@tensorflow/tfjs";
import { planBatches } from "@lockstep/core";
import { beforeAll, describe, expect, test } from "vitest";

import { batches } from "../../../src/fitting/batches.ts";
import { fitModel } from "../../../src/fitting/fit-model.ts";
import { captureRows, rowsOf } from "../row-capture.ts";
import { train as after } from "./after.ts";
import { train as before } from "./before.ts";
import { digits } from "./digits.ts";

/** What the history of either script has. */
const REPORTED = ["acc", "loss", "val_acc", "val_loss"];

const stoppedAfter = ({ history }: { readonly history: Record<string, unknown> }): number =>
  (history["val_loss"] as number[]).length;

/** How the script fares before the change; the Node test runs it. */
export function stockSuite(backends: readonly string[], start: (backend: string) => Promise<void>): void {
  describe.each(backends)("the script before on %s", (backend) => {
    beforeAll(() => start(backend));

    test("ends differently at every run", async () => {
      const { xs, ys } = digits(tf);
      const [one, other] = [await endOf(before, xs, ys), await endOf(before, xs, ys)];
      expect(one.weights).not.toEqual(other.weights);
      expect(Object.keys(one.history).toSorted()).toEqual(REPORTED);
      tf.dispose([xs, ys]);
    });

    test("keeps the last weights, not the best", async () => {
      const { xs, ys } = digits(tf);
      let { model, history } = await before(tf, xs, ys);
      // It has no seed: now and then a run of it goes on to its last epoch.
      for (let again = 0; again < 5 && stoppedAfter(history) === 40; again++) {
        model.dispose();
        ({ model, history } = await before(tf, xs, ys));
      }
      expect(await endsWithTheBest({ model, history, xs, ys })).toBe(false);
      model.dispose();
      tf.dispose([xs, ys]);
    });
  });
}

/** What holds of the script after the change on each backend; the Node and the Chromium test run it. */
export function migrationSuite(backends: readonly string[], start: (backend: string) => Promise<void>): void {
  describe.each(backends)("the script on %s", (backend) => {
    beforeAll(() => start(backend));

    test("ends bit for bit alike at every run, with the weights of the best epoch", async () => {
      const { xs, ys } = digits(tf);
      const first = await endOf(after, xs, ys);
      const { model, history } = await after(tf, xs, ys);
      expect({ weights: await weightsOf(model), history: history.history }).toEqual(first);
      // It reports what the stock script does.
      expect(Object.keys(first.history).toSorted()).toEqual(REPORTED);
      expect(await endsWithTheBest({ model, history, xs, ys })).toBe(true);
      model.dispose();
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

/** Whether a run that was stopped early holds the weights of its best epoch. */
async function endsWithTheBest(run: {
  readonly model: tf.LayersModel;
  readonly history: tf.History;
  readonly xs: tf.Tensor2D;
  readonly ys: tf.Tensor2D;
}): Promise<boolean> {
  expect(stoppedAfter(run.history)).toBeLessThan(40);
  const losses = run.history.history["val_loss"] as number[];
  const best = Math.min(...losses);
  expect(losses.at(-1)).toBeGreaterThan(best);
  const held = [run.xs, run.ys].map((tensor) => tf.slice(tensor, [160, 0]));
  const [loss, accuracy] = run.model.evaluate(held[0]!, held[1]!, { batchSize: 32 }) as [tf.Scalar, tf.Scalar];
  const atTheEnd = (await loss.data())[0]!;
  tf.dispose([...held, loss, accuracy]);
  return Math.abs(atTheEnd - best) < 1e-5;
}

async function weightsOf(model: tf.LayersModel): Promise<readonly number[]> {
  const weights = await Promise.all(model.getWeights().map(async (weight) => [...(await weight.data())]));
  return weights.flat();
}

/** The weights that a script ends with, and its history. */
async function endOf(
  train: typeof before,
  xs: tf.Tensor2D,
  ys: tf.Tensor2D,
): Promise<{ readonly weights: readonly number[]; readonly history: tf.History["history"] }> {
  const { model, history } = await train(tf, xs, ys);
  const weights = await weightsOf(model);
  model.dispose();
  return { weights, history: history.history };
}
