import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import type { WasmBackend } from "../../src/fast-wasm/wasm-backend.ts";
import { filled } from "./on-both-backends.ts";

const { layers } = tf;
const STEPS = 500;

/** What the wasm backend holds: tensors that TensorFlow.js knows of, tensors on the heap, bytes of heap. */
function held(): { readonly tensors: number; readonly data: number; readonly bytes: number } {
  const backend = tf.backend() as unknown as WasmBackend & { numDataIds(): number };
  return { tensors: tf.memory().numTensors, data: backend.numDataIds(), bytes: backend.wasm.HEAPU8.length };
}

describe("memory of the wasm backend", () => {
  it(`stays flat over ${STEPS} steps through every kernel`, async () => {
    tf.enableProdMode();
    await tf.setBackend("wasm");
    const model = tf.sequential({
      layers: [
        layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, strides: 2, padding: "same" }),
        layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: "same", activation: "relu" }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.batchNormalization(),
        layers.conv2dTranspose({ filters: 5, kernelSize: 2, strides: 2 }),
        layers.flatten(),
        layers.dense({ units: 40, activation: "elu" }),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: 3, activation: "softmax" }),
      ],
    });
    model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: "categoricalCrossentropy" });
    const table = tf.variable(filled([6, 20]));
    const x = filled([16, 8, 8, 3]);
    const y = tf.oneHot(
      tf.tensor1d(
        Array.from({ length: 16 }, (_, row) => row % 3),
        "int32",
      ),
      3,
    );
    const stack = filled([3, 30, 30]);
    const step = async (): Promise<void> => {
      await model.trainOnBatch(x, y);
      tf.tidy(() => {
        tf.variableGrads(() => tf.sum<tf.Scalar>(tf.gather(table, tf.tensor1d([0, 3, 3], "int32"))), [table]);
        tf.matMul(stack, stack, true, true);
        tf.fused.matMul({
          a: stack,
          b: stack,
          bias: tf.ones([30]),
          transposeB: true,
          activation: "prelu",
          preluActivationWeights: tf.ones([30]),
        });
      });
      // A kernel that throws leaves nothing behind either.
      expect(() => tf.tidy(() => tf.gather(table, tf.tensor1d([9], "int32")))).toThrow(/index value 9/);
    };
    for (let i = 0; i < 5; i++) await step();
    const before = held();
    for (let i = 0; i < STEPS; i++) await step();
    expect(held()).toEqual(before);
    tf.dispose([table, x, y, stack]);
    model.dispose();
  });
});
