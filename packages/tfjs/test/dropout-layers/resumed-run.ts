import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";

import { alphaDropout } from "../../src/dropout-layers/alpha-dropout.ts";
import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { gaussianNoise } from "../../src/dropout-layers/gaussian-noise.ts";

/** A model with layers of the family at the top and in a nested model. */
function makeModel(): tf.LayersModel {
  const dense = (units: number, seed: number, inputShape?: number[]): tf.layers.Layer =>
    tf.layers.dense({
      units,
      activation: "selu",
      kernelInitializer: tf.initializers.glorotUniform({ seed }),
      ...(inputShape && { inputShape }),
    });
  const inner = tf.sequential({ layers: [dense(8, 2, [8]), alphaDropout(tf, { rate: 0.2, seed: 4, site: 1 })] });
  const input = tf.input({ shape: [3] });
  const hidden = dropout(tf, { rate: 0.5, seed: 4, site: 0 }).apply(dense(8, 1).apply(input));
  const noisy = gaussianNoise(tf, { standardDeviation: 0.1, seed: 4, site: 2 }).apply(inner.apply(hidden));
  return tf.model({ inputs: input, outputs: dense(2, 3).apply(noisy) as tf.SymbolicTensor });
}

function compiled(model: tf.LayersModel): tf.LayersModel {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
  return model;
}

async function saved(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(given) };
    }),
  );
  return artifacts!;
}

const weightsOf = async (model: tf.LayersModel): Promise<number[][]> =>
  Promise.all(model.getWeights().map(async (weight) => [...(await weight.data())]));

/** Saved between two epochs and loaded, a run ends where it would have ended. */
export function testResumedRun(): void {
  test("a run that was saved and loaded goes on bit for bit", async () => {
    const x = tf.tensor(
      Array.from({ length: 30 }, (_, i) => Math.sin(i)),
      [10, 3],
    );
    const y = tf.tensor(
      Array.from({ length: 20 }, (_, i) => Math.cos(i)),
      [10, 2],
    );
    const fit = (model: tf.LayersModel, initialEpoch: number, epochs: number): Promise<unknown> =>
      model.fit(x, y, {
        initialEpoch,
        epochs,
        batchSize: 4,
        shuffle: false,

        callbacks: [dropoutSteps(tf, model)],
      });
    const whole = compiled(makeModel());
    await fit(whole, 0, 4);
    const first = compiled(makeModel());
    await fit(first, 0, 2);
    const halfway = await weightsOf(first);
    const second = compiled(await tf.loadLayersModel(tf.io.fromMemory(await saved(first))));
    expect(await weightsOf(second)).toEqual(halfway);
    expect(dropoutSteps(tf, second).step).toBe(6);
    await fit(second, 2, 4);
    expect(await weightsOf(second)).toEqual(await weightsOf(whole));
    expect(dropoutSteps(tf, second).step).toBe(12);
    // Broken once: from step 0 again, the run ends elsewhere.
    const repeated = compiled(await tf.loadLayersModel(tf.io.fromMemory(await saved(first))));
    dropoutSteps(tf, repeated, { step: 0 });
    await fit(repeated, 0, 2);
    expect(await weightsOf(repeated)).not.toEqual(await weightsOf(whole));
    tf.dispose([x, y]);
  });
}
