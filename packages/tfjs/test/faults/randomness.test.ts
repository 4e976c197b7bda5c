import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { dropout, gaussianNoise, predictWithDropout, spatialDropout2d, type RandomLayer } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const UNITS = 64;
const read = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

/** What a layer gives at a step of training. */
function train(layer: RandomLayer, input: tf.Tensor, step = 0): tf.Tensor {
  layer.lockstepStep = step;
  return layer.apply(input, { training: true }) as tf.Tensor;
}

describe.each(BACKENDS)("random numbers of tfjs on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("tf.dropout repeats its mask with a seed and cannot be replayed without; ours does neither", () => {
    tf.tidy(() => {
      const ones = tf.ones([UNITS]);
      const stock = (seed?: number): number[] => read(tf.dropout(ones, 0.5, undefined, seed));
      expect(stock(7)).toEqual(stock(7));
      expect(stock()).not.toEqual(stock());
      const layer = dropout(tf, { rate: 0.5, seed: 7, site: 0 });
      const own = (step: number): number[] => read(train(layer, ones, step));
      expect(own(1)).not.toEqual(own(0));
      expect(own(0)).toEqual(own(0));
    });
  });

  test("tf.dropout throws at the rate that tf.layers.dropout takes for 0; ours drops everything", () => {
    tf.tidy(() => {
      const ones = tf.ones([UNITS]);
      expect(() => tf.dropout(ones, 1)).toThrow(/rate must be a float in the range \[0, 1\)/);
      expect(read(tf.layers.dropout({ rate: 1 }).apply(ones, { training: true }) as tf.Tensor)).toEqual(read(ones));
      expect(read(train(dropout(tf, { rate: 1, seed: 7, site: 0 }), ones))).toEqual(read(tf.zeros([UNITS])));
    });
  });

  test("a noise shape stretches what it is to mask; ours keeps the input's shape", () => {
    tf.tidy(() => {
      const column = tf.ones([2, 1]);
      expect(tf.dropout(column, 0.5, [2, 4], 7).shape).toEqual([2, 4]);
      const shared = dropout(tf, { rate: 0.5, seed: 7, site: 0, sharedAxes: [1] });
      expect(train(shared, column).shape).toEqual([2, 1]);
      expect(() => dropout(tf, { rate: 0.5, seed: 7, site: 0, noiseShape: [2, 4] } as never)).toThrow(/sharedAxes/);
    });
  });

  test("seed 0 is no seed for tf.randomNormal; ours is one like any other", () => {
    tf.tidy(() => {
      const stock = (seed: number): number[] => read(tf.randomNormal([UNITS], 0, 1, "float32", seed));
      expect(stock(1)).toEqual(stock(1));
      expect(stock(0)).not.toEqual(stock(0));
      const own = (seed: number): number[] =>
        read(train(gaussianNoise(tf, { standardDeviation: 1, seed, site: 0 }), tf.zeros([UNITS])));
      expect(own(0)).toEqual(own(0));
      expect(own(0)).not.toEqual(own(1));
    });
  });

  test("feature maps of images cannot be dropped whole; ours can", () => {
    expect("spatialDropout1d" in tf.layers).toBe(true);
    expect("spatialDropout2d" in tf.layers).toBe(false);
    expect("spatialDropout3d" in tf.layers).toBe(false);
    tf.tidy(() => {
      const maps = tf.ones<tf.Rank.R4>([1, 4, 4, UNITS]);
      const dropped = train(spatialDropout2d(tf, { rate: 0.5, seed: 7, site: 0 }), maps);
      const [least, most] = [read(dropped.min([0, 1, 2])), read(dropped.max([0, 1, 2]))];
      expect(least).toEqual(most);
      expect(new Set(least)).toEqual(new Set([0, 2]));
    });
  });

  test("Monte-Carlo dropout by apply has no spread with a seed; ours has, and can be replayed", () => {
    tf.tidy(() => {
      const inputs = tf.ones([1, UNITS]);
      const stock = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, seed: 7, inputShape: [UNITS] })] });
      const [first, second] = [0, 1].map(() => read(stock.apply(inputs, { training: true }) as tf.Tensor));
      expect(second).toEqual(first);
      const own = tf.sequential({ layers: [dropout(tf, { rate: 0.5, seed: 7, site: 0, inputShape: [UNITS] })] });
      const predict = () => predictWithDropout(tf, own, inputs, { samples: 8, seed: 7 });
      expect(Math.max(...read(predict().variance))).toBeGreaterThan(0);
      expect(read(predict().samples)).toEqual(read(predict().samples));
    });
  });
});
