import type { KernelRunner } from "./kernel-runner.ts";

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** Numbers in f64 of the present scope, not cleared, or undefined if they do not fit. */
export function newDoubles({ arena }: KernelRunner, length: number): Float64Array | undefined {
  const address = arena.bytes(length * DOUBLE);
  return address === undefined ? undefined : new Float64Array(arena.memory.buffer, address, length);
}

/** The address of an array: where it lies, or that of a copy, while what is borrowed lasts; undefined if there is no room. */
export function placeDoubles({ arena }: KernelRunner, array: Float64Array): number | undefined {
  if (array.buffer === arena.memory.buffer) return array.byteOffset;
  const address = arena.bytes(array.byteLength);
  if (address !== undefined) arena.doubles().set(array, address / DOUBLE);
  return address;
}
