import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { dropout, fitModel } from "../../src/index.ts";
import { smallProblem } from "./small-problem.ts";
import { startLayers } from "./start-layers.ts";

/** A compiled model of one dense layer on dropout. */
function modelOn(drop: tf.layers.Layer): tf.Sequential {
  const { shape } = smallProblem(tf, 1).xs;
  const input = tf.layers.inputLayer({ inputShape: shape.slice(1) });
  const dense = tf.layers.dense({ units: 3, kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) });
  const model = tf.sequential({ layers: [input, drop, dense] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  return model;
}

describe("a run of fitModel has one seed", () => {
  beforeAll(() => startLayers("cpu"));

  let data: { readonly xs: tf.Tensor; readonly ys: tf.Tensor };
  beforeEach(() => {
    const { xs } = smallProblem(tf, 12);
    data = { xs, ys: tf.zeros([12, 3]) };
  });
  afterEach(() => tf.dispose(data));

  async function losses(model: tf.Sequential, seed?: number): Promise<readonly unknown[]> {
    const { history } = await fitModel(tf, model, data.xs, data.ys, {
      epochs: 2,
      batchSize: 5,
      ...(seed === undefined ? {} : { seed }),
    });
    model.dispose();
    return history["loss"]!;
  }

  test("that of its dropout layers, unless it is given another one", async () => {
    const layer = (): tf.layers.Layer => dropout(tf, { rate: 0.5, seed: 42, site: 0 });
    const taken = await losses(modelOn(layer()));
    expect(await losses(modelOn(layer()), 42)).toEqual(taken);
    expect(await losses(modelOn(layer()), 43)).not.toEqual(taken);
  });

  test("which no stock dropout can have: it is refused unless allowed", async () => {
    const model = modelOn(tf.layers.dropout({ rate: 0.5 }));
    const options = { epochs: 1, batchSize: 5, seed: 42 };
    await expect(fitModel(tf, model, data.xs, data.ys, options)).rejects.toMatchObject({
      code: "INVALID_OPTION",
      subject: expect.stringContaining("(Dropout)") as string,
    });
    const { epoch } = await fitModel(tf, model, data.xs, data.ys, { ...options, stockDropout: "allow" });
    expect(epoch).toEqual([0]);
    model.dispose();
  });
});
