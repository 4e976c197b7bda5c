import type { NamedTensors, Tensor } from "@lockstep/core";

/** A tensor as vectors write it: its elements are 8 hexadecimal digits each, the bits of an f32. */
export interface EncodedTensor {
  readonly shape: readonly number[];
  readonly data: string;
}

/** 32-bit words from 8 hexadecimal digits each. */
export function decodeWords(hex: string): Uint32Array {
  return Uint32Array.from({ length: hex.length / 8 }, (_, index) => parseInt(hex.slice(8 * index, 8 * index + 8), 16));
}

/** f32 numbers from the hexadecimal digits of their bits. */
export function decodeFloats(hex: string): Float32Array {
  return new Float32Array(decodeWords(hex).buffer);
}

/** f64 numbers from 16 hexadecimal digits each. */
export function decodeDoubles(hex: string): Float64Array {
  const words = decodeWords(hex);
  const view = new DataView(new ArrayBuffer(8));
  return Float64Array.from({ length: words.length / 2 }, (_, index) => {
    view.setUint32(0, words[2 * index]!);
    view.setUint32(4, words[2 * index + 1]!);
    return view.getFloat64(0);
  });
}

/** A tensor of the caller's own, shape and all: an engine that writes into it changes no vector. */
export function decodeTensor({ shape, data }: EncodedTensor): Tensor {
  return { shape: [...shape], data: decodeFloats(data) };
}

/** Targets: f32 as hexadecimal text, class indices as a list of integers. */
export function decodeTargets(targets: {
  readonly shape: readonly number[];
  readonly data: string | readonly number[];
}): Tensor<Float32Array | Int32Array> {
  const { shape, data } = targets;
  return { shape: [...shape], data: typeof data === "string" ? decodeFloats(data) : Int32Array.from(data) };
}

export function decodeTensors(tensors: Readonly<Record<string, EncodedTensor>>): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, encoded]) => [name, decodeTensor(encoded)]));
}

/** The words of a key from its 16 digits. */
export function decodeKey(hex: string): readonly [number, number] {
  const [high, low] = decodeWords(hex);
  return [high!, low!];
}
