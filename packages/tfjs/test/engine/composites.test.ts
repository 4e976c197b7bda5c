import {
  dense,
  leakyRelu,
  meanSquaredError,
  parallel,
  permute,
  relu,
  reshape,
  residual,
  sequential,
  tensor,
  type LayerSpec,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { GRADIENT_STEP } from "./gradient-step.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

describe.each(BACKENDS)("composites on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  async function outputs(inputShape: readonly number[], layers: readonly LayerSpec[], inputs: readonly number[]) {
    const model = sequential({ inputShape, layers });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const rows = inputs.length / inputShape.reduce((size, length) => size * length, 1);
    const { shape, data } = await engine.predict(tensor([rows, ...inputShape], Float32Array.from(inputs)));
    return { shape, data: [...data] };
  }

  test("permute moves the axes of each row, and reshape keeps the order", async () => {
    const rows = Array.from({ length: 12 }, (_, index) => index);
    // Not an order that is its own inverse.
    expect(await outputs([2, 1, 3], [permute([2, 0, 1])], rows)).toEqual({
      shape: [2, 3, 2, 1],
      data: [0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11],
    });
    expect(await outputs([2, 3], [reshape([3, -1])], rows)).toEqual({ shape: [2, 3, 2], data: rows });
  });

  test("parallel joins along its axis, an empty branch being the input", async () => {
    const rows = [1, -2, 3, -4, 5, -6, 7, -8];
    const halves = [[], [leakyRelu(0.5)]];
    expect(await outputs([2, 2], [parallel(halves)], rows)).toEqual({
      shape: [2, 4, 2],
      data: [1, -2, 3, -4, 1, -1, 3, -2, 5, -6, 7, -8, 5, -3, 7, -4],
    });
    expect(await outputs([2, 2], [parallel(halves, { axis: 2 })], rows)).toEqual({
      shape: [2, 2, 4],
      data: [1, -2, 1, -1, 3, -4, 3, -2, 5, -6, 5, -3, 7, -8, 7, -4],
    });
  });

  test("what is inside others is added where it stands", async () => {
    const nested = residual({
      body: [parallel([[relu()], [relu(), residual({ body: [relu()] })]], { combine: "add" })],
    });
    // x + (relu x + 2·relu x)
    expect(await outputs([2], [nested], [3, -5])).toEqual({ shape: [1, 2], data: [12, -5] });
  });

  test.each(["concat", "add"] as const)("gradients come back through branches that %s", async (combine) => {
    const branches = [[], [dense(1, { bias: false })], [dense(1, { bias: false }), leakyRelu(0.5)]];
    const model = sequential({
      inputShape: [1],
      layers: [dense(1, { bias: false }), parallel(branches, { combine })],
    });
    const scalar = (value: number) => tensor([1, 1], Float32Array.of(value));
    const weights = {
      "0.weight": scalar(2),
      "1.branches.1.0.weight": scalar(3),
      "1.branches.2.0.weight": scalar(-4),
    };
    const before = tf.memory().numTensors;
    const engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    const width = combine === "add" ? 1 : 3;
    // x = 1, h = 2: outputs 2, 6 and -8 / 2 = -4, whose sum is 4. Targets that make dL/dy = 2·(y - t) / n these:
    const slopes = combine === "add" ? [1] : [1, 2, 3];
    const outputsOf = combine === "add" ? [4] : [2, 6, -4];
    const targets = tensor(
      [1, width],
      Float32Array.from(outputsOf, (y, index) => y - (slopes[index]! * width) / 2),
    );
    await engine.trainBatch([{ inputs: scalar(1), targets, masks: [] }], GRADIENT_STEP).read();
    const { parameters } = await engine.readState();
    const gradients = Object.entries(weights).map(([name, { data }]) => data[0]! - parameters[name]!.data[0]!);
    const [ofInput = 1, ofDense = ofInput, ofLeaky = ofInput] = slopes;
    expect(gradients).toEqual([ofInput + 3 * ofDense - 4 * 0.5 * ofLeaky, 2 * ofDense, 2 * 0.5 * ofLeaky]);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a model of nothing but identities hands its input through", async () => {
    expect(await outputs([2], [parallel([[], []])], [1, 2])).toEqual({ shape: [1, 4], data: [1, 2, 1, 2] });
    expect(await outputs([2], [reshape([2])], [NaN, 2])).toEqual({ shape: [1, 2], data: [NaN, 2] });
  });
});
