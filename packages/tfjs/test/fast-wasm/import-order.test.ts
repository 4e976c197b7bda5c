import { expect, it } from "vitest";

it("the one import may come before the wasm backend's own, and before TensorFlow.js", async () => {
  await import("../../src/fast-wasm/fast-wasm.ts");
  await import("@tensorflow/tfjs-backend-wasm");
  const tf = await import("@tensorflow/tfjs-core");
  expect(tf.getKernel("UnsortedSegmentSum", "wasm")).toBeDefined();
  const before = tf.getKernel("BatchMatMul", "wasm").kernelFunc;
  await tf.setBackend("wasm");
  expect(tf.getKernel("BatchMatMul", "wasm").kernelFunc).toBe(before);
  const x = tf.ones([32, 32]);
  const product = tf.matMul(x, x, false, true);
  expect(new Set(product.dataSync())).toEqual(new Set([32]));
  tf.dispose([x, product]);
});
