import type { DataId, TensorInfo } from "@tensorflow/tfjs-core";

/** What the wasm backend knows of a tensor: the number its binary knows it by, and where it lies on the heap. */
interface HeapTensor {
  readonly id: number;
  readonly memoryOffset: number;
  readonly shape: readonly number[];
}

/** The part of the wasm backend's object that kernels work with; its package exports no type of it. */
export interface WasmBackend {
  readonly dataIdMap: { get(dataId: DataId): HeapTensor; delete(dataId: DataId): boolean };
  readonly wasm: {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    readonly tfjs: { disposeData(id: number): void };
    /** The memory in the build with threads. */
    readonly wasmMemory?: unknown;
    /** What the binary exports, its memory in the builds without threads. */
    readonly asm?: Readonly<Record<string, unknown>>;
  };
  makeOutput(shape: readonly number[], dtype: TensorInfo["dtype"], memoryOffset?: number): TensorInfo;
  disposeData(dataId: DataId): boolean;
  incRef(dataId: DataId): void;
}

/** A tensor's 32-bit floats on the heap; an allocation may move the heap, so take it after the last one. */
export function floatsOf(backend: WasmBackend, tensor: TensorInfo): Float32Array {
  return new Float32Array(backend.wasm.HEAPU8.buffer, offsetOf(backend, tensor), sizeOf(tensor.shape));
}

/** A tensor's 32-bit integers on the heap; an allocation may move the heap, so take it after the last one. */
export function integersOf(backend: WasmBackend, tensor: TensorInfo): Int32Array {
  return new Int32Array(backend.wasm.HEAPU8.buffer, offsetOf(backend, tensor), sizeOf(tensor.shape));
}

/** Where a tensor lies on the heap, in bytes. */
export function offsetOf(backend: WasmBackend, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** The same elements under another shape: no copy, and no owner of its own. */
export function reshaped(tensor: TensorInfo, shape: readonly number[]): TensorInfo {
  return { dataId: tensor.dataId, dtype: tensor.dtype, shape: [...shape] };
}
