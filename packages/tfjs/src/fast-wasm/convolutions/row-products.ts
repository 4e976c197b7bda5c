import type { WasmBackend } from "../wasm-backend.ts";
import { rowProductsModule } from "./row-products-module.ts";

/** What is used here of the global that browsers and Node have; their types are not those of a library for both. */
declare const WebAssembly: {
  readonly Memory: new (limits: object) => { readonly buffer: ArrayBufferLike };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array): boolean;
};

/**
 * Adds the elementwise products of rows: `sum[c] += left[i, c] right[i, c]` for each of `count` rows.
 *
 * `left`, `right` and `sum` are addresses on the heap and `leftStep` the distance between rows of `left`, all in bytes; the rows
 * of `right` lie side by side.
 */
export type AddRowProducts = (
  left: number,
  right: number,
  sum: number,
  count: number,
  channels: number,
  leftStep: number,
) => void;

const OF_BINARY = new WeakMap<WasmBackend["wasm"], AddRowProducts>();

/** The sum of row products on this backend's heap: by SIMD where there is SIMD, else by JavaScript. */
export function rowProducts(backend: WasmBackend): AddRowProducts {
  const known = OF_BINARY.get(backend.wasm);
  if (known !== undefined) return known;
  const made = simdRowProducts(backend) ?? scalarRowProducts(backend);
  OF_BINARY.set(backend.wasm, made);
  return made;
}

/** A small binary of our own that works on the backend's memory; undefined if it cannot be had here. */
export function simdRowProducts({ wasm }: WasmBackend): AddRowProducts | undefined {
  const memory = wasm.wasmMemory ?? wasm.asm?.["memory"];
  if (!(memory instanceof WebAssembly.Memory)) return undefined;
  const bytes = rowProductsModule({ shared: !(memory.buffer instanceof ArrayBuffer) });
  // Without SIMD the bytes are not valid.
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { heap: { memory } });
  return exports["addRowProducts"] as AddRowProducts;
}

/** The same in JavaScript. */
export function scalarRowProducts(backend: WasmBackend): AddRowProducts {
  return (left, right, sum, count, channels, leftStep) => {
    const heap = new Float32Array(backend.wasm.HEAPU8.buffer);
    let [l, r] = [left / Float32Array.BYTES_PER_ELEMENT, right / Float32Array.BYTES_PER_ELEMENT];
    const s = sum / Float32Array.BYTES_PER_ELEMENT;
    for (let i = 0; i < count; i++) {
      for (let channel = 0; channel < channels; channel++)
        heap[s + channel] = heap[s + channel]! + heap[l + channel]! * heap[r + channel]!;
      l += leftStep / Float32Array.BYTES_PER_ELEMENT;
      r += channels;
    }
  };
}
