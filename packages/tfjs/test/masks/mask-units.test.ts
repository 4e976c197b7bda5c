import { dropoutMask, InvalidOptionError, keepBits, ShapeMismatchError } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { maskUnits } from "../../src/masks/mask-units.ts";
import { startBackend } from "../start-backend.ts";

beforeAll(() => startBackend("cpu"));

const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [4, 16] });

describe("a NaN in a unit that drops", () => {
  const nans = (): tf.Tensor => tf.mul(tf.ones([4, 16]), NaN);

  test("stock tf.dropout: every unit stays NaN, for it multiplies by 0", () => {
    const output = tf.tidy(() => tf.dropout(nans(), 0.5, undefined, 1).dataSync());
    expect(output.every(Number.isNaN)).toBe(true);
  });

  test("maskUnits: a dropped unit is 0", () => {
    const output = tf.tidy(() => maskUnits(tf, mask, nans()).dataSync());
    expect(output).toEqual(Float32Array.from(keepBits(mask), (bit) => (bit === 1 ? NaN : 0)));
  });
});

describe("refusals come before any work", () => {
  test.for([[4], [4, 15], [3, 16], [1, 16], [4, 16, 1]])("a mask of [4, 16] for values of %o", (shape) => {
    const values = tf.zeros(shape);
    const before = tf.memory().numTensors;
    expect(() => maskUnits(tf, mask, values)).toThrow(ShapeMismatchError);
    expect(tf.memory().numTensors).toBe(before);
    values.dispose();
  });

  test("values that are not float32", () => {
    const values = tf.zeros([4, 16], "int32");
    expect(() => maskUnits(tf, mask, values)).toThrow(InvalidOptionError);
    values.dispose();
  });
});
