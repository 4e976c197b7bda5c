import { InvalidOptionError, UnsupportedOptionError } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { randomLayersOf } from "../../src/dropout-layers/random-layers-of.ts";
import { replaceDropout } from "../../src/dropout-layers/replace-dropout.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

/** Every kind of stock layer, in a nested model and beside a branch. */
function stockModel(): tf.LayersModel {
  const inner = tf.sequential({
    name: "inner",
    layers: [
      tf.layers.dense({ units: 4, inputShape: [5, 4] }),
      tf.layers.spatialDropout1d({ rate: 0.2, name: "spatial" }),
      tf.layers.alphaDropout({ rate: 0.3, noiseShape: [2, 1, 4], name: "alpha" }),
    ],
  });
  const input = tf.input({ shape: [5, 4] });
  const first = tf.layers
    .dropout({ rate: 0.5, seed: 3, noiseShape: [null as never, 5, 1], name: "plain" })
    .apply(input);
  const nested = inner.apply(first) as tf.SymbolicTensor;
  const noisy = tf.layers.gaussianNoise({ stddev: 0.1, name: "noise" }).apply(nested) as tf.SymbolicTensor;
  const scaled = tf.layers.gaussianDropout({ rate: 0.4, name: "gauss" }).apply(noisy) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([scaled, nested]);
  const norm = tf.layers.batchNormalization({ trainable: false }).apply(sum);
  return tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(norm) as tf.SymbolicTensor });
}

const weights = (model: tf.LayersModel): number[][] => model.getWeights().map((weight) => [...weight.dataSync()]);

describe.each(BACKENDS)("replaceDropout on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("puts our layers in the place of tfjs's, in forward order", async () => {
    const model = stockModel();
    const replaced = await replaceDropout(tf, model, { seed: 42, step: 6 });
    const configs = randomLayersOf(tf, replaced).map((layer) => [layer.getClassName(), layer.getConfig()]);
    const common = { seed: 42, step: 6, trainable: true };
    expect(configs).toEqual([
      ["LockstepDropout", expect.objectContaining({ ...common, name: "plain", rate: 0.5, sharedAxes: [2], site: 0 })],
      ["LockstepSpatialDropout1D", expect.objectContaining({ ...common, name: "spatial", rate: 0.2, site: 1 })],
      [
        "LockstepAlphaDropout",
        expect.objectContaining({ ...common, name: "alpha", rate: 0.3, sharedAxes: [1], site: 2 }),
      ],
      ["LockstepGaussianNoise", expect.objectContaining({ ...common, name: "noise", standardDeviation: 0.1, site: 3 })],
      ["LockstepGaussianDropout", expect.objectContaining({ ...common, name: "gauss", rate: 0.4, site: 4 })],
    ]);
  });

  test("copies the weights, and leaves the model given as it is", async () => {
    const model = stockModel();
    const x = tf.randomNormal([2, 5, 4]);
    const before = [...(model.predict(x) as tf.Tensor).dataSync()];
    const json = model.toJSON();
    const replaced = await replaceDropout(tf, model, { seed: 42 });
    expect([...(replaced.predict(x) as tf.Tensor).dataSync()]).toEqual(before);
    expect(replaced.trainableWeights.map(({ shape }) => shape)).toEqual(
      model.trainableWeights.map(({ shape }) => shape),
    );
    replaced.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    await replaced.fit(x, tf.ones([2, 5, 1]), { epochs: 1, callbacks: [dropoutSteps(tf, replaced)] });
    expect(weights(replaced)).not.toEqual(weights(model));
    expect(model.toJSON()).toBe(json);
    expect([...(model.predict(x) as tf.Tensor).dataSync()]).toEqual(before);
    replaced.dispose();
    expect([...(model.predict(x) as tf.Tensor).dataSync()]).toEqual(before);
  });

  test("makes two runs of a stock script equal", async () => {
    const x = tf.randomNormal([6, 5, 4], 0, 1, "float32", 5);
    const y = tf.ones([6, 5, 1]);
    const model = stockModel();
    const runs: number[][][] = [];
    for (let run = 0; run < 2; run++) {
      const replaced = await replaceDropout(tf, model, { seed: 2n ** 63n });
      replaced.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      const callbacks = [dropoutSteps(tf, replaced)];
      await replaced.fit(x, y, { epochs: 2, batchSize: 2, shuffle: false, callbacks });
      runs.push(weights(replaced));
    }
    expect(runs[1]).toEqual(runs[0]);
  });

  test("takes a sequential model whose first layer is dropout, and counts on after layers that are ours", async () => {
    const own = dropout(tf, { rate: 0.5, seed: 1, site: 4, name: "own" });
    own.lockstepStep = 3;
    const stock = tf.layers.dropout({ rate: 0.1, inputShape: [4], name: "first" });
    const model = tf.sequential({ layers: [stock, tf.layers.dense({ units: 2 }), own] });
    const replaced: tf.Sequential = await replaceDropout(tf, model, { seed: 1 });
    expect(replaced.inputs[0]!.shape).toEqual([null, 4]);
    expect(randomLayersOf(tf, replaced).map(({ name, site }) => [name, site])).toEqual([
      ["first", 5],
      ["own", 4],
    ]);
    expect(dropoutSteps(tf, replaced).step).toBe(3);
  });

  test("costs as many tensors as the model has", async () => {
    const model = stockModel();
    const before = tf.memory().numTensors;
    const replaced = await replaceDropout(tf, model, { seed: 42 });
    expect(tf.memory().numTensors - before).toBe(model.getWeights().length);
    replaced.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refuses what it could not keep", async () => {
    const lstm = tf.layers.lstm({ units: 2, recurrentDropout: 0.2, inputShape: [3, 2] });
    const recurrent = tf.sequential({ layers: [lstm, tf.layers.dropout({ rate: 0.5 })] });
    await expect(replaceDropout(tf, recurrent, { seed: 1 })).rejects.toThrow(UnsupportedOptionError);
    const both = tf.layers.bidirectional({
      layer: tf.layers.gru({ units: 2, dropout: 0.2 }),
      inputShape: [3, 2],
      mergeMode: "concat",
    });
    await expect(replaceDropout(tf, tf.sequential({ layers: [both] }), { seed: 1 })).rejects.toThrow(/takes no seed/);
    const timed = tf.layers.timeDistributed({ layer: tf.layers.dropout({ rate: 0.5 }), inputShape: [3, 2] });
    await expect(replaceDropout(tf, tf.sequential({ layers: [timed] }), { seed: 1 })).rejects.toThrow(
      /repeat one mask/,
    );
    const deep = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [2] })] });
    const timedModel = tf.layers.timeDistributed({ layer: deep, inputShape: [3, 2] });
    await expect(replaceDropout(tf, tf.sequential({ layers: [timedModel] }), { seed: 1 })).rejects.toThrow(
      /repeat one mask/,
    );
    const strange = tf.sequential({ layers: [tf.layers.gaussianDropout({ rate: 2, inputShape: [3] })] });
    await expect(replaceDropout(tf, strange, { seed: 1 })).rejects.toThrow(/rate must be a number/);
    const none = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
    await expect(replaceDropout(tf, none, { seed: 1 })).rejects.toThrow(/must have a dropout or noise layer/);
    await expect(replaceDropout(tf, tf.sequential(), { seed: 1 })).rejects.toThrow(InvalidOptionError);
    await expect(replaceDropout(tf, {} as tf.LayersModel, { seed: 1 })).rejects.toThrow(/tf\.LayersModel/);
    await expect(replaceDropout(tf, stockModel(), { seed: "1" as never })).rejects.toThrow(InvalidOptionError);
    await expect(replaceDropout(tf, stockModel(), { sead: 1 } as never)).rejects.toThrow(/Did you mean "seed"/);
  });
});
