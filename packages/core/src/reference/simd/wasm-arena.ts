import type { KeptArray } from "../kernels/kernels.ts";
import type { WasmMemory } from "../../web-assembly/web-assembly.ts";
import { FIRST_FREE_ADDRESS } from "./kernel-modules.ts";
import { growMemory } from "./wasm-memory.ts";

/** Addresses are multiples of this: a cache line, so that threads do not share one. */
const ALIGNMENT = 64;

/**
 * Memory of a WebAssembly module as a stack: arrays that are kept at the bottom, then those of the present scope, which are
 * given back together.
 *
 * Memory cannot grow while arrays are in use, since growing may detach them. What does not fit is refused, and the memory
 * grows by as much before the next scope.
 */
export interface WasmArena {
  readonly memory: WasmMemory;
  /** Zeros that stay, on this memory as long as they fit; only outside of a scope. */
  keep(length: number): KeptArray;
  /** Zeros until the scope ends, or undefined if they do not fit. */
  floats(length: number): Float32Array | undefined;
  /** The address of as many bytes, not cleared, until the scope ends or what was borrowed is given back; or undefined. */
  bytes(count: number): number | undefined;
  /** The address of an array that lies in this memory, or undefined. */
  addressOf(array: Float32Array | Int32Array | Uint8Array): number | undefined;
  /** Computes something, and gives back what it took. */
  borrow<Result>(compute: () => Result): Result;
  /**
   * Computes something with the whole stack, and gives all of it back.
   *
   * @param expected bytes that it will probably take.
   */
  scope<Result>(compute: () => Result, expected: number): Result;
  /** The memory as words; to be asked for anew after it has grown. */
  words(): Int32Array;
  /** The same as f32, and as f64. */
  numbers(): Float32Array;
  doubles(): Float64Array;
}

/** An arena on a memory that nobody else uses. */
export function createWasmArena(memory: WasmMemory): WasmArena {
  let kept = FIRST_FREE_ADDRESS;
  let top = FIRST_FREE_ADDRESS;
  /** Where the stack would end had all fitted, and how far it would have reached. */
  let wantedTop = FIRST_FREE_ADDRESS;
  let wanted = 0;
  let isOpen = false;
  /** How far scopes have left numbers behind, at most. */
  let usedEnd = 0;
  let words = new Int32Array(memory.buffer);
  let numbers = new Float32Array(memory.buffer);
  let doubles = new Float64Array(memory.buffer);

  function reserve(end: number): boolean {
    return end <= memory.buffer.byteLength || growMemory(memory, end);
  }

  function take(count: number): number | undefined {
    wantedTop = aligned(wantedTop) + count;
    wanted = Math.max(wanted, wantedTop);
    const start = aligned(top);
    if (start + count > memory.buffer.byteLength) return undefined;
    top = start + count;
    return start;
  }

  function refresh(): void {
    if (words.buffer === memory.buffer) return;
    words = new Int32Array(memory.buffer);
    numbers = new Float32Array(memory.buffer);
    doubles = new Float64Array(memory.buffer);
  }

  return {
    memory,
    keep(length) {
      const address = aligned(kept);
      const end = address + length * Float32Array.BYTES_PER_ELEMENT;
      // What the memory does not hold lies on the heap of JavaScript, from where kernels copy it.
      if (!reserve(end)) return { data: new Float32Array(length) };
      kept = end;
      let data = new Float32Array(memory.buffer, address, length);
      data.fill(0, 0, Math.max(0, usedEnd - address) / Float32Array.BYTES_PER_ELEMENT);
      return {
        get data() {
          if (data.buffer !== memory.buffer) data = new Float32Array(memory.buffer, address, length);
          return data;
        },
      };
    },
    floats(length) {
      const address = take(length * Float32Array.BYTES_PER_ELEMENT);
      return address === undefined ? undefined : new Float32Array(memory.buffer, address, length).fill(0);
    },
    bytes: take,
    addressOf: (array) => (array.buffer === memory.buffer ? array.byteOffset : undefined),
    borrow(compute) {
      const [before, wantedBefore] = [top, wantedTop];
      try {
        return compute();
      } finally {
        [top, wantedTop] = [before, wantedBefore];
      }
    },
    scope(compute, expected) {
      if (isOpen) return compute();
      reserve(Math.max(wanted, kept + expected));
      refresh();
      [wanted, top, wantedTop, isOpen, usedEnd] = [0, kept, kept, true, memory.buffer.byteLength];
      try {
        return compute();
      } finally {
        isOpen = false;
      }
    },
    words() {
      refresh();
      return words;
    },
    numbers() {
      refresh();
      return numbers;
    },
    doubles() {
      refresh();
      return doubles;
    },
  };
}

function aligned(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}
