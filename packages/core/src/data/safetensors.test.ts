import { describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const TENSORS = {
  "0.weight": { shape: [2, 2], data: Float32Array.of(1, -0, NaN, Infinity) },
  "0.bias": { shape: [1], data: Float32Array.of(2 ** -149) },
};

/** A header with one tensor, `a`. */
function entry(dtype: string, shape: string, offsets: string): string {
  return `{"a":{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}}`;
}

describe("safetensors", () => {
  it("gives back names, shapes, bits and metadata", () => {
    const { tensors, metadata } = readSafetensors(writeSafetensors(TENSORS, { note: "größer" }), "f");
    expect(tensors).toEqual(TENSORS);
    expect(metadata).toEqual({ note: "größer" });
  });
  it("takes any name, also one that objects have a meaning for", () => {
    const tensors = Object.fromEntries(
      ["__proto__", "constructor", "1", "0"].map((name, index) => [name, { shape: [1], data: Float32Array.of(index) }]),
    );
    const read = readSafetensors(writeSafetensors(tensors), "f").tensors;
    expect(Object.entries(read)).toEqual(Object.entries(tensors));
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
  it("writes no tensor in the metadata's place", () => {
    expect(() => writeSafetensors({ __metadata__: TENSORS["0.bias"] })).toThrow(/cannot call a tensor __metadata__/);
  });
  it("refuses what is cut off at any byte", () => {
    const bytes = writeSafetensors(TENSORS);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readSafetensors(bytes.slice(0, length), "run.safetensors")).toThrow(/run\.safetensors/);
    }
  });
  it.each([
    ["a type of 8 bits", entry('"F8_E4M3"', "[8]", "[0,8]"), /f: a must be of a type among BOOL U8.*got "F8_E4M3"/],
    ["a type named like a method", entry('"toString"', "[8]", "[0,8]"), /got "toString"/],
    ["a gap", entry('"F32"', "[1]", "[4,8]"), /f: a must begin at byte 0/],
    ["bytes that no tensor has", entry('"F32"', "[1]", "[0,4]"), /f must have 4 bytes of tensors.*got 8/],
    ["fewer bytes than a shape needs", entry('"F32"', "[3]", "[0,8]"), /f: a must have 12 bytes of f32/],
    [
      "an overlap",
      `${entry('"F32"', "[2]", "[0,8]").slice(0, -1)},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`,
      /f: b must begin at byte 8/,
    ],
    ["an end before its start", entry('"F32"', "[0]", "[0,0]").replace("[0,0]", "[8,0]"), /f: a must begin at byte 0/],
    ["lengths beyond all numbers", entry('"U8"', "[9007199254740991,9007199254740991]", "[0,8]"), /8\.1\d*e\+31 bytes/],
    ["a thousand axes", entry('"U8"', `[${Array(1000).fill(1).join()}]`, "[0,8]"), /at most 255 axes/],
    [
      "a name twice",
      '{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"\\u0061":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
      /"a" twice/,
    ],
    ["a field twice", '{"a":{"dtype":"U8","shape":[8],"dtype":"I8","data_offsets":[0,8]}}', /"dtype" twice/],
    [
      "metadata that are no text",
      '{"__metadata__":{"a":1},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
      /__metadata__ must be texts/,
    ],
    ["space before the header", ` ${entry('"U8"', "[8]", "[0,8]")}`, /JSON object/],
    ["a header that is a list", "[]", /JSON object/],
    ["booleans that are none", entry('"BOOL"', "[8]", "[0,8]"), /f: a must hold zeros and ones/],
    ["an entry that is none", '{"a":null}', /f: a must have dtype, shape and data_offsets, got null/],
    ["an entry without a shape", '{"a":{"dtype":"F32","data_offsets":[0,8]}}', /f: a must have dtype, shape/],
    ["a header that is none", "[1,2", /f must have a JSON header/],
  ])("refuses %s", (_name, text, message) => {
    const bytes = new Uint8Array(8 + text.length + 8);
    bytes[0] = text.length;
    bytes[1] = text.length >> 8;
    bytes.set(new TextEncoder().encode(text), 8);
    bytes.fill(7, 8 + text.length);
    expect(() => readSafetensors(bytes, "f")).toThrow(message);
  });
});
