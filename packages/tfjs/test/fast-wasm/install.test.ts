import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it, vi } from "vitest";
import { installFastWasm } from "../../src/index.ts";

describe("installFastWasm", () => {
  it("refuses what is no namespace, before any work", () => {
    for (const wrong of [undefined, null, {}, Promise.resolve(tf)])
      expect(() => installFastWasm(wrong as never)).toThrow(/must be the TensorFlow.js namespace/);
  });
  it("asks for the wasm backend until it is imported, then installs once and quietly", async () => {
    expect(() => installFastWasm(tf)).toThrow(
      expect.objectContaining({ code: "MISSING_DEPENDENCY", message: expect.stringContaining("tfjs-backend-wasm") }),
    );
    expect(tf.getKernelsForBackend("wasm")).toEqual([]);
    await import("@tensorflow/tfjs-backend-wasm");
    await tf.setBackend("wasm");
    const stock = tf.getKernel("BatchMatMul", "wasm");
    const warn = vi.spyOn(console, "warn");
    // After the backend was set, and so set up.
    installFastWasm(tf);
    const ours = tf.getKernel("BatchMatMul", "wasm");
    expect(ours.kernelFunc).not.toBe(stock.kernelFunc);
    expect(ours.setupFunc).toBe(stock.setupFunc);
    const all = tf.getKernelsForBackend("wasm");
    installFastWasm(tf);
    expect(tf.getKernelsForBackend("wasm")).toEqual(all);
    expect(warn).not.toHaveBeenCalled();
    const x = tf.ones([32, 32]);
    const product = tf.matMul(x, x, true);
    expect(new Set(product.dataSync())).toEqual(new Set([32]));
    tf.dispose([x, product]);
    // Another registration of the wasm backend's kernels takes ours away; a call brings them back.
    tf.unregisterKernel("BatchMatMul", "wasm");
    tf.registerKernel(stock);
    installFastWasm(tf);
    expect(tf.getKernel("BatchMatMul", "wasm").kernelFunc).not.toBe(stock.kernelFunc);
  });
});
