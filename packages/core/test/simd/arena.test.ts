import { describe, expect, it } from "vitest";
import { createWasmArena, type WasmArena } from "../../src/reference/simd/wasm-arena.ts";
import { createMemory } from "../../src/reference/simd/wasm-memory.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";

const MEGABYTE = 2 ** 20;

describe.each([
  { memory: "of one thread", isShared: false },
  { memory: "that threads share", isShared: true },
])("an arena on memory $memory", ({ isShared }) => {
  const open = (): WasmArena => createWasmArena(createMemory(isShared)!);

  it("refuses what does not fit, and has room for it in the next scope", () => {
    const arena = open();
    const take = (): readonly unknown[] => [arena.floats(MEGABYTE), arena.floats(3), arena.bytes(4 * MEGABYTE)];
    expect(arena.scope(take, 0).map((taken) => taken === undefined)).toEqual([true, false, true]);
    expect(arena.scope(take, 0).map((taken) => taken === undefined)).toEqual([false, false, false]);
  });
  it("gives zeros, one array beside the other, from an address at which a cache line begins", () => {
    const arena = open();
    for (let round = 0; round < 2; round++) {
      arena.scope(() => {
        const [a, b] = [arena.floats(5)!, arena.floats(7)!];
        expect([...a, ...b]).toEqual(Array.from({ length: 12 }, () => 0));
        a.fill(1);
        b.fill(2);
        expect(a).toEqual(new Float32Array(5).fill(1));
        expect([arena.addressOf(a)! % 64, arena.addressOf(b)! % 64]).toEqual([0, 0]);
      }, 0);
    }
  });
  it("keeps arrays while it grows, though they are other objects then", () => {
    const arena = open();
    const kept = [1, 2, 3].map((value) => {
      const array = arena.keep(1000);
      array.data.fill(value);
      return array;
    });
    for (const size of [1, 4, 16]) {
      arena.scope(() => arena.floats(size * MEGABYTE)?.fill(9), size * MEGABYTE * 4 + 64);
      for (const [index, { data }] of kept.entries()) {
        expect(data).toEqual(new Float32Array(1000).fill(index + 1));
        expect(arena.addressOf(data)).toBeTypeOf("number");
      }
    }
    expect(arena.memory.buffer.byteLength).toBeGreaterThan(64 * MEGABYTE);
  });
  it("keeps zeros, also after something else was there", () => {
    const arena = open();
    arena.scope(() => arena.floats(500)?.fill(7), 4000);
    expect(arena.keep(400).data).toEqual(new Float32Array(400));
  });
  it("knows no address of arrays that lie elsewhere", () => {
    expect(open().addressOf(new Float32Array(3))).toBeUndefined();
  });
  it("takes back what was borrowed, also when something throws, and so does a scope", () => {
    const arena = open();
    const failing = (): void => {
      arena.bytes(100);
      throw new Error("on purpose");
    };
    arena.scope(() => {
      const before = arena.bytes(1);
      expect(() => arena.borrow(failing)).toThrow("on purpose");
      arena.borrow(() => arena.bytes(1000));
      expect(arena.bytes(1)! - before!).toBe(64);
    }, 0);
    const first = arena.scope(() => arena.bytes(1), 0);
    expect(() => arena.scope(failing, 0)).toThrow("on purpose");
    expect(arena.scope(() => arena.bytes(1), 0)).toBe(first);
  });
  it("does not grow from scope to scope", () => {
    const arena = open();
    const work = (): void =>
      arena.scope(() => {
        for (let array = 0; array < 20; array++) arena.borrow(() => arena.floats(3000));
        for (let array = 0; array < 20; array++) arena.floats(1000 + array);
      }, 0);
    work();
    work();
    const { byteLength } = arena.memory.buffer;
    for (let round = 0; round < 10_000; round++) work();
    expect(arena.memory.buffer.byteLength).toBe(byteLength);
    // All that the largest moment held, and less than a page more.
    expect(byteLength).toBeLessThan(20 * 1100 * 4 + 3000 * 4 + 2 * 65_536);
  });
  it("grows as far as 32 bits reach, and leaves the rest to others", () => {
    const arena = open();
    const small = arena.keep(10);
    small.data.fill(5);
    expect(arena.scope(() => arena.bytes(2 ** 33), 2 ** 33)).toBeUndefined();
    expect(arena.scope(() => arena.bytes(2 ** 31), 0)).toBeTypeOf("number");
    expect(arena.memory.buffer.byteLength).toBe(2 ** 32);
    expect(small.data).toEqual(new Float32Array(10).fill(5));
    const beyond = arena.keep(2 ** 30);
    expect([beyond.data.length, arena.addressOf(beyond.data)]).toEqual([2 ** 30, undefined]);
  });
});

describe("a memory that the machine does not let grow", () => {
  it("grows as far as it does", () => {
    const memory = new webAssembly!.Memory({ initial: 1, maximum: 100 });
    const arena = createWasmArena(memory);
    expect(arena.scope(() => arena.bytes(1000 * 65_536), 1000 * 65_536)).toBeUndefined();
    expect(memory.buffer.byteLength).toBe(100 * 65_536);
    expect(arena.scope(() => arena.bytes(90 * 65_536), 0)).toBeTypeOf("number");
  });
});
