import { describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const TENSORS = {
  "0.weight": { shape: [2, 2], data: Float32Array.of(1, -0, NaN, Infinity) },
  "0.bias": { shape: [1], data: Float32Array.of(2 ** -149) },
};

describe("safetensors", () => {
  it("gives back names, shapes, bits and metadata", () => {
    const { tensors, metadata } = readSafetensors(writeSafetensors(TENSORS, { note: "größer" }), "f");
    expect(tensors).toEqual(TENSORS);
    expect(metadata).toEqual({ note: "größer" });
  });
  it("writes the layout of the format", () => {
    const bytes = writeSafetensors({ a: { shape: [1], data: Float32Array.of(1) } });
    const view = new DataView(bytes.buffer);
    const headerLength = Number(view.getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect(headerLength % 8).toBe(0);
    expect(header).toEqual({ __metadata__: {}, a: { dtype: "F32", shape: [1], data_offsets: [0, 4] } });
    expect([...bytes.subarray(8 + headerLength)]).toEqual([0, 0, 0x80, 0x3f]);
  });
  it("refuses what is cut off at any byte", () => {
    const bytes = writeSafetensors(TENSORS);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readSafetensors(bytes.slice(0, length), "run.safetensors")).toThrow(/run\.safetensors/);
    }
  });
  it.each([
    ["another number type", '{"a":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}', /f: a must be F32, got "I64"/],
    ["an entry that is none", '{"a":null}', /f: a must have dtype, shape and data_offsets, got null/],
    ["an entry without a shape", '{"a":{"dtype":"F32","data_offsets":[0,8]}}', /f: a must have dtype, shape/],
    ["a header that is none", "[1,2", /f must have a JSON header/],
  ])("refuses %s", (_name, text, message) => {
    const bytes = new Uint8Array(8 + text.length + 8);
    bytes[0] = text.length;
    bytes.set(new TextEncoder().encode(text), 8);
    expect(() => readSafetensors(bytes, "f")).toThrow(message);
  });
});
