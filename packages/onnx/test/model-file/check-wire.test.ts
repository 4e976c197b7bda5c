import { describe, expect, it } from "vitest";
import { readModel } from "../../src/index.ts";
import { refusal } from "./refusal.ts";
import { encodeVarint, encodeWire, type WireField } from "./wire-tree.ts";

const field = (number: number, value: Uint8Array | readonly WireField[]): WireField => ({ number, wire: 2, value });
const bytesOf = (...fields: readonly WireField[]): Uint8Array => encodeWire(fields);

/** Milliseconds that it takes to refuse: the fastest of three times, since others may use the machine too. */
function timeOf(bytes: Uint8Array): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    expect(() => readModel(bytes)).toThrow(/the model/);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe("bytes that are no well-formed message", () => {
  const cases: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    // A node of 5 bytes in a graph of 3: a decoder that trusts it reads on into what follows the graph.
    "a length beyond its message": [
      Uint8Array.of(0x3a, 3, 0x0a, 5, 0x1a, 0x12, 1, 65, 0),
      /ends 4 bytes before a field of 5 bytes/,
    ],
    "a length beyond the file": [
      Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f),
      /ends 4294967295 bytes before a field/,
    ],
    "a number without end": [new Uint8Array(20).fill(0xff), /holds a number of more than ten bytes/],
    "a number cut short": [Uint8Array.of(0x08, 0x80), /ends within a number \(at byte 2 of 2\)/],
    "a field without number": [Uint8Array.of(0x02, 0), /holds a field without a valid number/],
    "a field number beyond 2^29": [
      Uint8Array.of(0xfa, 0xff, 0xff, 0xff, 0x7f, 0),
      /holds a field without a valid number/,
    ],
    "a graph as a number": [Uint8Array.of(0x38, 1), /has field "graph" in a layout that is not its own/],
    "a version as text": [bytesOf(field(1, Uint8Array.of(1))), /has field "ir_version" in a layout/],
    "a kind of field that does not exist": [
      Uint8Array.of(0xc0 | 7, 0x3e),
      /holds a field of a kind that does not exist/,
    ],
    "the end of a group that did not start": [Uint8Array.of(0xc4, 0x3e), /ends a group that it did not start/],
    "the end of another group": [Uint8Array.of(0xc3, 0x3e, 0xcc, 0x3e), /ends a group that it did not start/],
    "a group without end": [Uint8Array.of(0xc3, 0x3e, 0xc0, 0x3e, 1), /ends within a group/],
    "a list of floats that ends within one": [
      bytesOf(field(7, [field(5, [field(4, Uint8Array.of(0, 0, 0, 0, 0))])])),
      /has field "float_data" ending within a number/,
    ],
    "text that is no UTF-8": [
      bytesOf(field(2, Uint8Array.of(0xc3, 0x28))),
      /"producer_name" with bytes that are no UTF-8/,
    ],
  };
  for (const [name, [bytes, message]] of Object.entries(cases)) {
    it(name, () => {
      const error = refusal(bytes);
      expect(error.message).toMatch(message);
      expect(error.code).toBe("INVALID_DATA");
    });
  }
});

describe("bytes that are out to take time, memory or stack", () => {
  it("messages in messages, groups in groups: refused at once", () => {
    let graph: Uint8Array = new Uint8Array();
    for (let depth = 0; depth < 2000; depth++) graph = bytesOf(field(1, bytesOf(field(5, bytesOf(field(6, graph))))));
    expect(refusal(bytesOf(field(7, graph))).message).toMatch(/must not nest messages/);
    const groups = new Uint8Array(1_000_000).fill(0x0b);
    expect(refusal(groups).code).toBe("INVALID_DATA");
    const unknownGroups = new Uint8Array(1_000_000).map((_, index) => (index % 2 === 0 ? 0xc3 : 0x3e));
    expect(refusal(unknownGroups).message).toMatch(/must not nest messages/);
    expect(timeOf(unknownGroups)).toBeLessThan(2000);
  });

  const kinds = { nodes: [0x0a, 0], values: [0x6a, 0], "unknown fields": [0xf8, 0x07, 0] } as const;
  for (const [name, pattern] of Object.entries(kinds)) {
    it(`a million ${name} of two or three bytes: refused within 2 s`, () => {
      const body = new Uint8Array(2 ** 20 * pattern.length).map((_, index) => pattern[index % pattern.length]!);
      const bytes = bytesOf(field(7, body));
      expect(refusal(bytes).message).toMatch(/must not hold more than 524288 fields/);
      expect(timeOf(bytes)).toBeLessThan(2000);
    });
  }

  it("integers of one byte each: refused before they become bigints", () => {
    const bytes = bytesOf(field(7, [field(5, [field(7, new Uint8Array(2 ** 23 + 1))])]));
    expect(refusal(bytes).message).toMatch(/must not hold more than 8388608 numbers outside raw_data. .*raw_data/);
    expect(timeOf(bytes)).toBeLessThan(2000);
  });

  it("as much of each as is allowed: within 2 s", () => {
    const version = field(8, [{ number: 2, wire: 0, value: encodeVarint(18) }]);
    const nodes = new Uint8Array((2 ** 19 - 10) * 2).map((_, index) => (index % 2 === 0 ? 0x0a : 0));
    expect(timeOf(bytesOf(version, field(7, nodes)))).toBeLessThan(2000);
    const ints = field(7, new Uint8Array(2 ** 23 - 10));
    expect(timeOf(bytesOf(version, field(7, [field(5, [ints])])))).toBeLessThan(2000);
  });
});
