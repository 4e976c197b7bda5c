import { InvalidOptionError, ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { readModel, writeModel } from "../../src/index.ts";
import { requireLength } from "../../src/model-file/require-writable.ts";
import { ModelProtoSchema } from "../../src/proto/onnx_pb.ts";
import { externalFiles, FILE_NAMES, modelBytes } from "./model-files.ts";
import { encodeWire, mapMessages, parseWire, type WireField } from "./wire-tree.ts";

const REFUSED: readonly string[] = ["functions", "sequence", "sparse"];
const READABLE = FILE_NAMES.filter((name) => !REFUSED.includes(name));

/** Fields that no version of the format has, in every layout there is. */
const UNKNOWN: readonly WireField[] = [
  { number: 5000, wire: 0, value: Uint8Array.of(0x80, 0x80, 0x01) },
  { number: 5001, wire: 1, value: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
  { number: 5002, wire: 2, value: Uint8Array.of(0xff, 0x00, 0xfe) },
  { number: 5003, wire: 5, value: Uint8Array.of(1, 2, 3, 4) },
  // A group around a group and a number.
  { number: 5004, wire: 3, value: Uint8Array.of(0x0b, 0x10, 0x07, 0x0c) },
  { number: 5004, wire: 4, value: new Uint8Array() },
];

const read = (bytes: Uint8Array) => readModel(bytes, { externalData: externalFiles() });

describe("writeModel", () => {
  for (const name of READABLE) {
    it(`gives the bytes of ${name} again, also with unknown fields in every message`, () => {
      const bytes = modelBytes(name);
      expect(writeModel(read(bytes), { keepExternalData: true })).toEqual(bytes);
      const fields = mapMessages(parseWire(bytes, ModelProtoSchema), (message) => [...message, ...UNKNOWN]);
      const extended = encodeWire(fields);
      expect(extended.length).toBeGreaterThan(bytes.length + 100);
      expect(writeModel(read(extended), { keepExternalData: true })).toEqual(extended);
    });
  }

  for (const name of ["every-type-raw", "every-type-typed"] as const) {
    it(`replaces what an initializer held, and nothing else (${name})`, () => {
      const file = read(modelBytes(name));
      const elements = Float32Array.of(6, 5, 4, 3, 2, NaN);
      const written = read(writeModel(file, { tensors: new Map([["float32", elements]]) }));
      for (const [key, tensor] of written.initializers) {
        const expected = key === "float32" ? elements : file.initializers.get(key)!.read();
        expect(tensor.read()).toEqual(expected);
      }
      // The file that was read is as it was.
      expect(writeModel(file)).toEqual(modelBytes(name));
    });
  }

  it("keeps unknown fields of a tensor that gets other data", () => {
    const fields = mapMessages(parseWire(modelBytes("training"), ModelProtoSchema), (message) => [
      ...message,
      ...UNKNOWN,
    ]);
    const bytes = encodeWire(fields);
    const file = read(bytes);
    const same = file.initializers.get("0.weight")!.read() as Float32Array;
    expect(writeModel(file, { tensors: new Map([["0.weight", same]]) })).toEqual(bytes);
  });

  it("takes a view of a larger array", () => {
    const elements = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    const written = read(writeModel(read(modelBytes("external")), { tensors: new Map([["bias", elements]]) }));
    expect(written.initializers.get("bias")!.read()).toEqual(Float32Array.of(1, 2));
  });

  it("puts external data into the file, or leaves there what did not change", () => {
    const file = read(modelBytes("external"));
    const alone = readModel(writeModel(file));
    for (const [name, tensor] of alone.initializers) expect(tensor.read()).toEqual(file.initializers.get(name)!.read());
    const bias = Float32Array.of(7, 8);
    const bytes = writeModel(file, { tensors: new Map([["bias", bias]]), keepExternalData: true });
    expect(() => readModel(bytes)).toThrow(/initializer "weight" has its data in the file/);
    const kept = read(bytes);
    expect([...kept.external.keys()]).toEqual([expect.objectContaining({ name: "weight" })]);
    expect(kept.initializers.get("bias")!.read()).toEqual(bias);
  });

  it("refuses tensors that the file does not have, of another size or type", () => {
    const file = read(modelBytes("every-type-raw"));
    const write = (name: string, elements: unknown) => () =>
      writeModel(file, { tensors: new Map([[name, elements as Float32Array]]) });
    expect(write("gone", Float32Array.of(1))).toThrow(InvalidOptionError);
    expect(write("float32", Float32Array.of(1))).toThrow(/"float32" must have 6 elements for dims \[2, 3\], got 1/);
    expect(write("float32", Float32Array.of(1))).toThrow(ShapeMismatchError);
    expect(write("float16", new Float32Array(6))).toThrow(UnsupportedOptionError);
    expect(write("float32", [1, 2, 3, 4, 5, 6])).toThrow(/"float32" must be a Float32Array/);
  });

  it("refuses more than a file can hold", () => {
    expect(() => requireLength(2 ** 31)).toThrow(/must not have more than 2 GB .* keepExternalData/);
    expect(() => requireLength(2 ** 31 - 1)).not.toThrow();
  });
});
