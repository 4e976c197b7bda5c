import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { rowProductsModule } from "../../src/fast-wasm/convolutions/row-products-module.ts";
import { scalarRowProducts, simdRowProducts } from "../../src/fast-wasm/convolutions/row-products.ts";
import { floatsOf, offsetOf, type WasmBackend } from "../../src/fast-wasm/wasm-backend.ts";
import { expectClose, values } from "./on-both-backends.ts";

declare const WebAssembly: {
  readonly Memory: new (limits: object) => { readonly buffer: ArrayBufferLike };
  validate(bytes: Uint8Array): boolean;
};

describe("sums of row products", () => {
  beforeAll(async () => {
    await tf.setBackend("wasm");
  });
  it.each([1, 3, 4, 7, 16, 19, 37])("of %i channels by SIMD and by JavaScript are the sums", (channels) => {
    const backend = tf.backend() as unknown as WasmBackend;
    const [count, stride] = [5, 2];
    const left = backend.makeOutput([count * stride, channels], "float32");
    const right = backend.makeOutput([count, channels], "float32");
    const sum = backend.makeOutput([channels], "float32");
    const [l, r] = [values(count * stride * channels), values(count * channels, 3)];
    floatsOf(backend, left).set(l);
    floatsOf(backend, right).set(r);
    const expected = Array.from({ length: channels }, (_, channel) =>
      Array.from({ length: count }, (__, i) => l[i * stride * channels + channel]! * r[i * channels + channel]!).reduce(
        (total, product) => total + product,
        10,
      ),
    );
    for (const add of [simdRowProducts(backend)!, scalarRowProducts(backend)]) {
      floatsOf(backend, sum).fill(10);
      add(
        offsetOf(backend, left),
        offsetOf(backend, right),
        offsetOf(backend, sum),
        count,
        channels,
        stride * channels * Float32Array.BYTES_PER_ELEMENT,
      );
      expectClose(Array.from(floatsOf(backend, sum)), expected, 1e-6);
    }
    for (const tensor of [left, right, sum]) backend.disposeData(tensor.dataId);
  });
  it("can be had without access to the memory or for memory that threads share", () => {
    expect(simdRowProducts({ wasm: {} } as unknown as WasmBackend)).toBeUndefined();
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const bytes = new Float32Array(memory.buffer);
    bytes.set([1, 2, 3, 4, 5, 6, 7, 8]);
    const add = simdRowProducts({ wasm: { wasmMemory: memory } } as unknown as WasmBackend)!;
    add(0, 16, 32, 1, 4, 0);
    expect(Array.from(bytes.subarray(8, 12))).toEqual([5, 12, 21, 32]);
    expect(WebAssembly.validate(rowProductsModule({ shared: false }))).toBe(true);
  });
});
