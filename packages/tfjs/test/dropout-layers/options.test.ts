import { InvalidOptionError, linearRate, ShapeMismatchError } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import * as tfjsCore from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { alphaDropout } from "../../src/dropout-layers/alpha-dropout.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { featureAlphaDropout } from "../../src/dropout-layers/feature-alpha-dropout.ts";
import { gaussianDropout } from "../../src/dropout-layers/gaussian-dropout.ts";
import { gaussianNoise } from "../../src/dropout-layers/gaussian-noise.ts";
import { spatialDropout1d, spatialDropout2d, spatialDropout3d } from "../../src/dropout-layers/spatial-dropout.ts";
import { stochasticDepth } from "../../src/dropout-layers/stochastic-depth.ts";
import { startBackend } from "../start-backend.ts";

/** Wrong options, in a shape that type checks. */
const wrong = (options: object): never => options as never;
const ADDRESS = { seed: 1, site: 0 };

beforeAll(() => startBackend("cpu"));

const RATED = [
  dropout,
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
  alphaDropout,
  featureAlphaDropout,
  gaussianDropout,
  stochasticDepth,
];

describe.each(RATED)("%o", (make) => {
  test.each([NaN, -0.1, 1.1, Infinity, 1 - 2 ** -21, "0.5", null, undefined, true])("refuses the rate %o", (rate) => {
    expect(() => make(tf, wrong({ rate, ...ADDRESS }))).toThrow(InvalidOptionError);
  });

  test("refuses a schedule that leaves the range", () => {
    const rate = linearRate({ initial: 0, final: 2, length: 3 });
    expect(() => make(tf, { rate, ...ADDRESS })).toThrow(InvalidOptionError);
  });

  test("tells those who come from elsewhere what to write", () => {
    expect(() => make(tf, wrong({ keepProb: 0.5, ...ADDRESS }))).toThrow(/rate = 1 - keepProb/);
    expect(() => make(tf, wrong({ p: 0.5, ...ADDRESS }))).toThrow(/Name it rate/);
    expect(() => make(tf, wrong({ rate: 0.5, ...ADDRESS, noiseShape: [null, 1, 3] }))).toThrow(/sharedAxes: \[1\]/);
    expect(() => make(tf, wrong({ rate: 0.5, ...ADDRESS, sied: 3 }))).toThrow(/Did you mean "seed"/);
    expect(() => make(tf, wrong({ rate: 0.5, ...ADDRESS, step: 3 }))).toThrow(/dropoutSteps/);
  });

  test("needs a seed and a site", () => {
    for (const seed of [undefined, null, "42", -1, 0.5, NaN, 2n ** 64n]) {
      expect(() => make(tf, wrong({ rate: 0.5, seed, site: 0 }))).toThrow(InvalidOptionError);
    }
    for (const site of [undefined, null, "0", -1, 0.5, NaN, 2 ** 32]) {
      expect(() => make(tf, wrong({ rate: 0.5, seed: 1, site }))).toThrow(/site must be an integer/);
    }
  });

  test("needs the namespace with its layers", () => {
    const { LayersModel: _, ...older } = tf;
    expect(() => make(wrong(older), { rate: 0.5, ...ADDRESS })).toThrow(/lacks LayersModel/);
    expect(() => make(wrong(tfjsCore), { rate: 0.5, ...ADDRESS })).toThrow(
      /has none\. .*npm install @tensorflow\/tfjs/,
    );
    expect(() => make(wrong({}), { rate: 0.5, ...ADDRESS })).toThrow(InvalidOptionError);
  });
});

test("gaussian dropout has no rate of 1, the others have", () => {
  expect(() => gaussianDropout(tf, { rate: 1, ...ADDRESS })).toThrow(/below 1/);
  for (const make of RATED) if (make !== gaussianDropout) make(tf, { rate: 1, ...ADDRESS });
});

test("gaussian noise has a standard deviation, finite and not negative", () => {
  for (const standardDeviation of [NaN, -1, Infinity, "1", undefined]) {
    expect(() => gaussianNoise(tf, wrong({ standardDeviation, ...ADDRESS }))).toThrow(InvalidOptionError);
  }
  expect(() => gaussianNoise(tf, wrong({ stddev: 1, ...ADDRESS }))).toThrow(/Name it standardDeviation/);
});

test("what a law does not know is refused", () => {
  expect(() => dropout(tf, { rate: 0.5, ...ADDRESS, sharedAxes: [1, 1] })).toThrow(InvalidOptionError);
  expect(() => spatialDropout2d(tf, wrong({ rate: 0.5, ...ADDRESS, dataFormat: "NHWC" }))).toThrow(/channelsLast/);
  expect(() => stochasticDepth(tf, wrong({ rate: 0.5, ...ADDRESS, mode: "rows" }))).toThrow(/Did you mean "row"/);
});

test("an input without the axes is refused as the model is built", () => {
  const build = (layer: tf.layers.Layer, shape: number[]): unknown => layer.apply(tf.input({ shape }));
  expect(() => build(dropout(tf, { rate: 0.5, ...ADDRESS, sharedAxes: [2] }), [3])).toThrow(ShapeMismatchError);
  expect(() => build(alphaDropout(tf, { rate: 0.5, ...ADDRESS, sharedAxes: [2] }), [3])).toThrow(ShapeMismatchError);
  expect(() => build(spatialDropout1d(tf, { rate: 0.5, ...ADDRESS }), [3])).toThrow(/must have 3 axes/);
  expect(() => build(spatialDropout2d(tf, { rate: 0.5, ...ADDRESS }), [3, 4])).toThrow(/must have 4 axes/);
  expect(() => build(spatialDropout3d(tf, { rate: 0.5, ...ADDRESS }), [3, 4])).toThrow(/must have 5 axes/);
  expect(() => build(featureAlphaDropout(tf, { rate: 0.5, ...ADDRESS }), [])).toThrow(ShapeMismatchError);
});

test("names, shapes and masks of tfjs are as for its own layers", () => {
  const named = dropout(tf, { rate: 0.5, ...ADDRESS, name: "drop", inputShape: [3] });
  expect([named.name, named.batchInputShape]).toEqual(["drop", [null, 3]]);
  const embedded = tf.layers.embedding({ inputDim: 5, outputDim: 2, maskZero: true, inputLength: 4 });
  const model = tf.sequential({ layers: [embedded, dropout(tf, { rate: 0.5, ...ADDRESS })] });
  expect(model.outputs[0]!.shape).toEqual([null, 4, 2]);
});
