import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import { computeOn, expectBackendsToAgree, filled } from "./on-both-backends.ts";

const ACTIVATIONS = ["linear", "relu", "relu6", "prelu", "leakyrelu", "elu", "sigmoid"] as const;
const FORMS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

describe.each(FORMS)("fused.matMul, transposeA %s, transposeB %s", (transposeA, transposeB) => {
  it.each(ACTIVATIONS)("%s(a b + bias)", async (activation) => {
    for (const [rows, inner, columns] of [
      [3, 5, 2],
      [33, 150, 47],
    ] as const) {
      await expectBackendsToAgree(() =>
        tf.fused.matMul({
          a: filled(transposeA ? [inner, rows] : [rows, inner]),
          b: tf.mul<tf.Tensor2D>(filled(transposeB ? [columns, inner] : [inner, columns], 3), 2),
          bias: filled([columns], 5),
          transposeA,
          transposeB,
          activation,
          leakyreluAlpha: 0.3,
          ...(activation === "prelu" ? { preluActivationWeights: filled([columns], 7) } : {}),
        }),
      );
    }
  });
  it("adds a bias once to each matrix of a stack", async () => {
    await expectBackendsToAgree(() =>
      tf.fused.matMul({
        a: filled(transposeA ? [3, 130, 21] : [3, 21, 130]),
        b: filled(transposeB ? [3, 19, 130] : [3, 130, 19], 3),
        bias: filled([19], 5),
        transposeA,
        transposeB,
        activation: "relu",
      }),
    );
  });
  it("takes a bias that was reshaped, and none", async () => {
    await expectBackendsToAgree(() => {
      const a = filled(transposeA ? [60, 21] : [21, 60]) as tf.Tensor2D;
      const b = filled(transposeB ? [19, 60] : [60, 19], 3) as tf.Tensor2D;
      const bias = tf.reshape(filled([1, 19], 5), [19]);
      return [
        tf.fused.matMul({ a, b, bias, transposeA, transposeB }),
        tf.fused.matMul({ a, b, transposeA, transposeB, activation: "elu" }),
      ];
    });
  });
  it.each(ACTIVATIONS)("has gradients through %s", async (activation) => {
    // TensorFlow.js itself differentiates no other activation inside the fused product.
    if (activation === "prelu" || activation === "leakyrelu" || activation === "sigmoid") return;
    await expectBackendsToAgree(() => {
      const gradients = tf.grads((a, b, bias) =>
        tf.sum(
          tf.square(
            tf.fused.matMul({
              a: a,
              b: b,
              bias: bias,
              transposeA,
              transposeB,
              activation,
            }),
          ),
        ),
      );
      return gradients([
        filled(transposeA ? [40, 21] : [21, 40]),
        filled(transposeB ? [33, 40] : [40, 33], 3),
        filled([33], 5),
      ]);
    }, 1e-4);
  });
  it("passes NaN on", async () => {
    const [result] = await computeOn("wasm", () =>
      tf.fused.matMul({
        a: tf.mul<tf.Tensor2D>(tf.ones([30, 30]), NaN),
        b: filled([30, 30]),
        bias: filled([30]),
        transposeA,
        transposeB,
      }),
    );
    expect(result!.data.every(Number.isNaN)).toBe(true);
  });
});
