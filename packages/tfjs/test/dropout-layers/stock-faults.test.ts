import { dropoutMask, keepBits } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { alphaDropout } from "../../src/dropout-layers/alpha-dropout.ts";
import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { gaussianDropout } from "../../src/dropout-layers/gaussian-dropout.ts";
import { gaussianNoise } from "../../src/dropout-layers/gaussian-noise.ts";
import type { RandomLayer } from "../../src/dropout-layers/random-layer.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const ADDRESS = { seed: 7, site: 0 };
const UNITS = 64;

const train = (layer: tf.layers.Layer, input: tf.Tensor): number[] =>
  tf.tidy(() => [...(layer.apply(input, { training: true }) as tf.Tensor).dataSync()]);

/** What a layer gives at its first `steps` steps. */
function ours(layer: RandomLayer, input: tf.Tensor, steps = 1): number[][] {
  return Array.from({ length: steps }, (_, step) => {
    layer.lockstepStep = step;
    return train(layer, input);
  });
}

/** tfjs takes what its types do not. */
const loose = (options: object): never => options as never;

describe.each(BACKENDS)("faults of tfjs's own layers on %s", (backend) => {
  let ones: tf.Tensor;
  beforeAll(async () => {
    await startBackend(backend);
    ones = tf.ones([1, UNITS]);
  });

  test("seeded dropout drops the same units at every call; ours others at every step", () => {
    const stock = tf.layers.dropout({ rate: 0.5, seed: 7 });
    expect(train(stock, ones)).toEqual(train(stock, ones));
    const [first, second] = ours(dropout(tf, { rate: 0.5, ...ADDRESS }), ones, 2);
    expect(second).not.toEqual(first);
  });

  test("two seeded dropouts drop the same units; ours with the same seed do not, and of one site are refused", () => {
    const [one, two] = [tf.layers.dropout({ rate: 0.5, seed: 7 }), tf.layers.dropout({ rate: 0.5, seed: 7 })];
    expect(train(one, ones)).toEqual(train(two, ones));
    const layerAt = (site: number): RandomLayer => dropout(tf, { rate: 0.5, seed: 7, site, inputShape: [UNITS] });
    expect(ours(layerAt(0), ones)).not.toEqual(ours(layerAt(1), ones));
    const twins = tf.sequential({ layers: [layerAt(0), layerAt(0)] });
    expect(() => dropoutSteps(tf, twins)).toThrow(/would drop the same units/);
  });

  test("a rate of 1 is the identity; ours gives zeros", () => {
    expect(train(tf.layers.dropout({ rate: 1 }), ones)).toEqual(Array(UNITS).fill(1));
    expect(ours(dropout(tf, { rate: 1, ...ADDRESS }), ones)[0]).toEqual(Array(UNITS).fill(0));
    expect(train(tf.layers.alphaDropout({ rate: 1 }), ones)).toEqual(Array(UNITS).fill(1));
    expect(ours(alphaDropout(tf, { rate: 1, ...ADDRESS }), ones)[0]).toEqual(Array(UNITS).fill(0));
  });

  test.each([NaN, -0.5, 2, undefined])("the rate %d is the identity; ours refuses it", (rate) => {
    expect(train(tf.layers.dropout(loose({ rate })), ones)).toEqual(Array(UNITS).fill(1));
    expect(() => dropout(tf, loose({ rate, ...ADDRESS }))).toThrow(/rate must be a number in \[0, 1\]/);
  });

  test("alpha dropout has the sign of its limit wrong: its mean is 1.56 instead of 0", () => {
    const input = tf.randomNormal([200, 500], 0, 1, "float32", 3);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = (values: readonly number[]): number => {
      const centre = mean(values);
      return mean(values.map((value) => (value - centre) ** 2));
    };
    const stock = train(tf.layers.alphaDropout({ rate: 0.5 }), input);
    const [own] = ours(alphaDropout(tf, { rate: 0.5, ...ADDRESS }), input);
    expect(mean(stock)).toBeCloseTo(1.56, 1);
    // 100,000 values of variance 1: the mean's standard error is 0.003, the variance's 0.004.
    expect(Math.abs(mean(own!))).toBeLessThan(0.015);
    expect(Math.abs(variance(own!) - 1)).toBeLessThan(0.02);
  });

  test("a dropped infinity becomes NaN; ours +0", () => {
    const infinities = tf.mul(ones, Infinity);
    const stock = train(tf.layers.dropout({ rate: 0.5, seed: 7 }), infinities);
    expect(stock.some(Number.isNaN)).toBe(true);
    const keep = keepBits(dropoutMask({ ...ADDRESS, step: 0, rate: 0.5, shape: [1, UNITS] }));
    const [own] = ours(dropout(tf, { rate: 0.5, ...ADDRESS }), infinities);
    expect(own).toEqual([...keep].map((bit) => (bit === 1 ? Infinity : 0)));
  });

  test("noise takes no seed and cannot be replayed; ours can", () => {
    for (const make of [tf.layers.gaussianDropout, tf.layers.gaussianNoise, tf.layers.alphaDropout]) {
      const layer = make(loose({ rate: 0.5, stddev: 1, seed: 7 }));
      expect(train(layer, ones)).not.toEqual(train(layer, ones));
    }
    for (const make of [
      () => gaussianDropout(tf, { rate: 0.5, ...ADDRESS }),
      () => gaussianNoise(tf, { standardDeviation: 1, ...ADDRESS }),
      () => alphaDropout(tf, { rate: 0.5, ...ADDRESS }),
    ]) {
      expect(ours(make(), ones, 2)).toEqual(ours(make(), ones, 2));
    }
  });

  test("alpha dropout's config loses its noise shape; ours keeps its shared axes", () => {
    const stock = tf.layers.alphaDropout({ rate: 0.5, noiseShape: [2, 1] });
    expect(stock.getConfig()).not.toHaveProperty("noiseShape");
    const own = alphaDropout(tf, { rate: 0.5, sharedAxes: [1], ...ADDRESS });
    expect(own.getConfig()).toMatchObject({ sharedAxes: [1] });
  });
});
