import { dense, lstm, meanSquaredError, relu, sequential, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const STEP = { learningRate: 0.1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

describe.each(BACKENDS)("matrix products on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  afterEach(() => vi.restoreAllMocks());

  test("of a step are plain and as few as can be", async () => {
    const product = vi.spyOn(tf.getKernel("BatchMatMul", backend), "kernelFunc");
    const fused = vi.spyOn(tf.getKernel("_FusedMatMul", backend), "kernelFunc");
    const model = sequential({ inputShape: [2], layers: [relu(), dense(3), relu(), dense(4), relu(), dense(5)] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const batch = { inputs: tensor([1, 2], Float32Array.of(1, 2)), targets: tensor([1, 5], new Float32Array(5)) };
    await engine.trainBatch([{ ...batch, masks: [] }], STEP).read();
    // Three forward, three for the weights' gradients, two for the inputs': the first dense layer needs none. On wasm the
    // biases' gradients are products with a row of ones.
    expect(product).toHaveBeenCalledTimes(backend === "wasm" ? 11 : 8);
    for (const [{ attrs }] of product.mock.calls) expect(attrs).toEqual({ transposeA: false, transposeB: false });
    expect(fused).not.toHaveBeenCalled();
  });

  test("of a recurrent layer are two a position and three for all of them", async () => {
    const product = vi.spyOn(tf.getKernel("BatchMatMul", backend), "kernelFunc");
    const model = sequential({ inputShape: [6, 2], layers: [lstm({ hidden: 3 })] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const batch = { inputs: tensor([1, 6, 2], new Float32Array(12)), targets: tensor([1, 3], new Float32Array(3)) };
    await engine.trainBatch([{ ...batch, masks: [] }], STEP).read();
    // Forward one for the inputs of all positions and one at each; back one at each but the first, and two for the weights.
    // On wasm one more for both biases.
    expect(product).toHaveBeenCalledTimes(1 + 6 + 5 + 2 + (backend === "wasm" ? 1 : 0));
    for (const [{ attrs }] of product.mock.calls) expect(attrs).toEqual({ transposeA: false, transposeB: false });
  });
});
