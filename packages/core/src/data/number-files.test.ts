import { describe, expect, it } from "vitest";
import { toFloatTensor, toIntegerTensor } from "./convert-numbers.ts";
import type { NumberArray, NumberType } from "./number-array.ts";
import { readIdx } from "./read-idx.ts";
import { readNpy } from "./read-npy.ts";
import { readSafetensorsArrays } from "./safetensors-arrays.ts";
import { writeNpy } from "./write-npy.ts";

/** A NumPy file of version 1.0 with this header and body. */
function npy(header: string, body: readonly number[] = [], version: readonly number[] = [1, 0]): Uint8Array {
  const length =
    version[0] === 1 ? [header.length & 255, header.length >> 8] : [header.length & 255, header.length >> 8, 0, 0];
  const text = Array.from(header, (character) => character.charCodeAt(0));
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, ...version, ...length, ...text, ...body]);
}

describe("readers of bytes", () => {
  it.each([
    ["readIdx", readIdx],
    ["readNpy", readNpy],
    ["readSafetensorsArrays", readSafetensorsArrays],
  ])("%s refuses a buffer, which fetch gives, with what to pass", (_name, read) => {
    for (const wrong of [new ArrayBuffer(64), [1, 2], "text", undefined]) {
      expect(() => read(wrong as never, "f")).toThrow(/f must be bytes, a Uint8Array.*new Uint8Array\(buffer\)/);
    }
  });
});

const head = (descr: string, shape: string, fortran = "False"): string =>
  `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${shape}}`;

const ARRAYS: readonly NumberArray[] = [
  { type: "bool", shape: [3], data: Uint8Array.of(1, 0, 1) },
  { type: "u8", shape: [2, 2], data: Uint8Array.of(0, 1, 254, 255) },
  { type: "i8", shape: [2], data: Int8Array.of(-128, 127) },
  { type: "u16", shape: [2], data: Uint16Array.of(1, 65_535) },
  { type: "i16", shape: [2], data: Int16Array.of(-32_768, 258) },
  { type: "u32", shape: [1], data: Uint32Array.of(4_294_967_295) },
  { type: "i32", shape: [1, 1, 1], data: Int32Array.of(-2_147_483_648) },
  { type: "u64", shape: [1], data: BigUint64Array.of(2n ** 64n - 1n) },
  { type: "i64", shape: [1], data: BigInt64Array.of(-(2n ** 63n)) },
  { type: "f32", shape: [], data: Float32Array.of(-0) },
  { type: "f64", shape: [0, 3], data: new Float64Array(0) },
];

describe("NumPy files", () => {
  it.each(ARRAYS)("give back what was written: $type of shape $shape", (array) => {
    const bytes = writeNpy(array);
    expect(bytes.length % 64).toBe((array.data.byteLength + 0) % 64);
    expect(readNpy(bytes, "f")).toEqual(array);
    const shifted = new Uint8Array([9, 9, 9, ...bytes]).subarray(3);
    expect(readNpy(shifted, "f")).toEqual(array);
  });
  it("turn Fortran order into row-major order", () => {
    const body = Array.from({ length: 24 }, (_, index) => index);
    const { shape, data } = readNpy(npy(head("'|u1'", "(2, 3, 4)", "True"), body), "f");
    expect(shape).toEqual([2, 3, 4]);
    // Element [i, j, k] lies at i + 2 j + 6 k in the file.
    const expected = body.map((index) => Math.floor(index / 12) + 2 * (Math.floor(index / 4) % 3) + 6 * (index % 4));
    expect([...data]).toEqual(expected);
  });
  it("may have either byte order, quotes of both kinds, and a Python 2 header", () => {
    expect(readNpy(npy(`{"descr": ">i2", "fortran_order": False, "shape": (2L,), }\n`, [1, 2, 255, 254]), "f")).toEqual(
      {
        type: "i16",
        shape: [2],
        data: Int16Array.of(258, -2),
      },
    );
    expect(readNpy(npy(head("'<f2'", "(2,)"), [0, 0x3c, 1, 0], [3, 0]), "f").data).toEqual(
      Float32Array.of(1, 2 ** -24),
    );
  });
  it.each([
    ["an .npz archive", Uint8Array.of(0x50, 0x4b, 3, 4), /got "a zip archive, such as .npz". Unzip it/],
    ["another format", Uint8Array.of(1, 2, 3), /must begin with NumPy's magic string, got \[1, 2, 3\]/],
    ["a later version", npy("{}", [], [4, 0]), /version 1.0, 2.0 or 3.0, got "4.0"/],
    ["a header that is cut off", npy(head("'<f4'", "()")).subarray(0, 40), /must hold its whole header/],
    ["objects", npy(head("'|O'", "(1,)")), /numbers of a type among b1 u1 .*got "\|O".*astype/],
    ["text", npy(head("'<U5'", "(1,)")), /got "<U5"/],
    ["complex numbers", npy(head("'<c8'", "(1,)")), /got "<c8"/],
    ["dates", npy(head("'<M8[ns]'", "(1,)")), /got "<M8\[ns\]"/],
    [
      "records",
      npy(head("[('x', '<f4'), ('y', '<f4')]", "(1,)")),
      /must hold numbers.*got \[\["x", "<f4"\], \["y", "<f4"\]\]/,
    ],
    ["no byte order for numbers of several bytes", npy(head("'|f4'", "(1,)"), [0, 0, 0, 0]), /got "\|f4"/],
    ["the writer's own byte order", npy(head("'=f4'", "(1,)"), [0, 0, 0, 0]), /got "=f4"/],
    [
      "code instead of a value",
      npy(head("__import__('os')", "(1,)")),
      /must have an integer below 2\^53 at character 10/,
    ],
    ["an escape", npy(head("'<f\\x34'", "(1,)")), /must have a plain string at character 10/],
    ["a key twice", npy("{'descr': '<f4', 'descr': '<f8', 'shape': ()}"), /another string as a key/],
    ["a missing key", npy("{'descr': '<f4', 'shape': ()}"), /must have descr, fortran_order and shape/],
    ["a key too many", npy(head("'<f4'", "()").replace("{", "{'x': 1, ")), /must have descr, fortran_order and shape/],
    ["a list for a dictionary", npy("[1, 2]"), /must have descr, fortran_order and shape/],
    ["a negative length", npy(head("'<f4'", "(-1,)")), /must have an integer/],
    ["a length that is text", npy(head("'<f4'", "('3',)")), /must have descr/],
    ["a deep nest", npy("(".repeat(500)), /a value less deep/],
    ["text after the header", npy(`${head("'<f4'", "()")} x`), /must have nothing more/],
    [
      "lengths beyond all numbers",
      npy(head("'<f8'", "(9007199254740991, 9007199254740991)")),
      /6\.\d+e\+32 bytes of f64.*got 0/,
    ],
    ["a huge length of nothing", npy(head("'<f8'", "(9007199254740991,)")), /bytes of f64.*got 0/],
    [
      "too few bytes",
      npy(head("'<f4'", "(2,)"), [0, 0, 0, 0]),
      /must have 8 bytes of f32 for its shape \[2\], got 4.*truncated/,
    ],
    ["too many bytes", npy(head("'<f4'", "()"), [0, 0, 0, 0, 0]), /must have 4 bytes.*got 5.*after its end/],
    ["a thousand axes", npy(head("'|u1'", `(${"1,".repeat(1000)})`), [0]), /at most 255 axes/],
    ["booleans that are none", npy(head("'|b1'", "(2,)"), [1, 2]), /element 1 must be 0 or 1/],
  ])("of %s are refused", (_name, bytes, message) => {
    expect(() => readNpy(bytes, "f")).toThrow(message);
  });
  it("are refused when cut off at any byte", () => {
    const bytes = writeNpy(ARRAYS[1]!);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readNpy(bytes.subarray(0, length), "x.npy")).toThrow(/x\.npy/);
    }
  });
  it("are not written of what does not fit", () => {
    expect(() => writeNpy({ type: "f32", shape: [2], data: Float32Array.of(1) })).toThrow(/needs 2 numbers.*got 1/);
    expect(() => writeNpy({ type: "f16", shape: [1], data: Float32Array.of(1) })).toThrow(
      /must not be of half precision/,
    );
    expect(() => writeNpy({ type: "bf16", shape: [1], data: Float32Array.of(1) })).toThrow(/half precision/);
  });
});

describe("IDX files of other types", () => {
  const idx = (type: number, body: readonly number[], length: number): Uint8Array =>
    Uint8Array.from([0, 0, type, 1, 0, 0, 0, length, ...body]);

  it.each([
    ["i8", 0x09, [255, 127], Int8Array.of(-1, 127)],
    ["i16", 0x0b, [255, 254, 1, 0], Int16Array.of(-2, 256)],
    ["i32", 0x0c, [128, 0, 0, 0, 0, 0, 1, 2], Int32Array.of(-(2 ** 31), 258)],
    ["f32", 0x0d, [0x3f, 0xc0, 0, 0, 0x80, 0, 0, 0], Float32Array.of(1.5, -0)],
    ["f64", 0x0e, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], Float64Array.of(1.5, -2)],
  ] as const)("of %s are read in big-endian order", (type, code, body, data) => {
    expect(readIdx(idx(code, body, 2), "f", type)).toEqual({ type, shape: [2], data });
  });
  it("need the name of a type", () => {
    expect(() => readIdx(idx(8, [1], 1), "f", "u16" as never)).toThrow(/readIdx: type must be one of "u8"/);
  });
});

describe("conversions", () => {
  const float = (type: NumberType, data: NumberArray["data"]): Float32Array =>
    toFloatTensor({ type, shape: [data.length], data } as NumberArray, "x").data;

  it("to f32 round once, ties to even", () => {
    expect(float("f64", Float64Array.of(1 + 2 ** -24, 1 + 3 * 2 ** -24, NaN, -Infinity))).toEqual(
      Float32Array.of(1, 1 + 2 ** -22, NaN, -Infinity),
    );
    // 2^61 + 2^37 is a tie in f32; one more is none, though f64 cannot tell the two apart.
    const tie = 2n ** 61n + 2n ** 37n;
    expect(float("i64", BigInt64Array.of(tie, tie + 1n, -tie - 1n, 5n))).toEqual(
      Float32Array.of(2 ** 61, 2 ** 61 + 2 ** 38, -(2 ** 61 + 2 ** 38), 5),
    );
    expect(float("u64", BigUint64Array.of(2n ** 64n - 1n))).toEqual(Float32Array.of(2 ** 64));
    expect(float("bool", Uint8Array.of(0, 1))).toEqual(Float32Array.of(0, 1));
  });
  it("to f32 refuse what would become infinite", () => {
    expect(() => float("f64", Float64Array.of(1, 1e39))).toThrow(
      /x: element 1 must not be larger than f32 can hold, got 1e\+39/,
    );
  });
  it("to int32 round nothing", () => {
    const integer = (type: NumberType, data: NumberArray["data"]): Int32Array =>
      toIntegerTensor({ type, shape: [data.length], data } as NumberArray, "y").data;
    expect(integer("i64", BigInt64Array.of(-3n, 2n ** 31n - 1n))).toEqual(Int32Array.of(-3, 2 ** 31 - 1));
    expect(integer("f32", Float32Array.of(7, -7))).toEqual(Int32Array.of(7, -7));
    for (const [type, data] of [
      ["f32", Float32Array.of(0.5)],
      ["f64", Float64Array.of(NaN)],
      ["u32", Uint32Array.of(2 ** 31)],
      ["i64", BigInt64Array.of(2n ** 53n)],
    ] as const) {
      expect(() => integer(type, data)).toThrow(/y: element 0 must be an integer from -2\^31 to 2\^31 - 1/);
    }
  });
  it("leave the names and types of a safetensors file alone", () => {
    const header = '{"ids":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}';
    const bytes = Uint8Array.from([
      header.length,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...new TextEncoder().encode(header),
      3,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    ]);
    const { arrays, metadata } = readSafetensorsArrays(bytes, "f");
    expect(arrays).toEqual({ ids: { type: "i64", shape: [1], data: BigInt64Array.of(3n) } });
    expect(metadata).toEqual({});
  });
});
