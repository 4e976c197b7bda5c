import { DataError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import { BYTES, readNumbers, requireFilled, type NumberArray, type NumberType } from "./number-array.ts";
import { parsePythonLiteral, type PythonLiteral } from "./python-literal.ts";
import { requireBytes } from "./require-bytes.ts";

/** The file's first bytes: \x93NUMPY. */
export const NPY_MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const ZIP_MAGIC = [0x50, 0x4b];
/** A header of numbers takes 128 bytes; records, which may be longer, are not read anyway. */
const LONGEST_HEADER = 65_535;

/** NumPy's letter and size for each type of number. */
export const NPY_TYPES: Readonly<Record<string, NumberType>> = {
  b1: "bool",
  u1: "u8",
  i1: "i8",
  u2: "u16",
  i2: "i16",
  u4: "u32",
  i4: "i32",
  u8: "u64",
  i8: "i64",
  f2: "f16",
  f4: "f32",
  f8: "f64",
};

/**
 * Reads a NumPy file (`.npy`, format versions 1.0, 2.0 and 3.0) of booleans, integers or floating-point numbers, in
 * either byte order. Fortran order is turned into row-major order. Its header, a Python dictionary, is parsed and never
 * evaluated; nothing is allocated beyond what the file's own bytes fill (half precision is widened to f32).
 *
 * @param name how messages call the file.
 * @returns type, shape and a copy of the numbers. `toFloatTensor` and `toIntegerTensor` make tensors of them.
 * @throws {InvalidOptionError} if `bytes` is no Uint8Array.
 * @throws {DataError} if the file is truncated, too long or of another format, or holds objects, text, dates, complex
 * numbers or records. An `.npz` archive is refused: unzip it, and read its `.npy` files.
 * @example
 * const bytes = writeNpy({ type: "f64", shape: [2], data: Float64Array.of(0.5, 2) });
 * readNpy(bytes, "x.npy").data; // Float64Array [0.5, 2]
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array, name: string): NumberArray {
  requireBytes(bytes, name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, dataStart } = readHeader(bytes, view, name);
  const { type, littleEndian, fortranOrder, shape } = requireHeader(parsePythonLiteral(header, name), name);
  const count = requireFilled(name, type, shape, bytes.length - dataStart);
  const body = new DataView(bytes.buffer, bytes.byteOffset + dataStart, bytes.length - dataStart);
  const array = readNumbers(type, fortranOrder ? shape.toReversed() : shape, body, count, littleEndian);
  if (array.type === "bool") requireBooleans(array.data, name);
  return fortranOrder && shape.length > 1 ? ({ ...array, shape, data: transposed(array) } as NumberArray) : array;
}

function readHeader(bytes: Uint8Array, view: DataView, name: string): { header: string; dataStart: number } {
  if (ZIP_MAGIC.every((byte, index) => bytes[index] === byte)) {
    throw new DataError({
      subject: name,
      rule: "must be a single array (.npy)",
      received: "a zip archive, such as .npz",
      remedy: "Unzip it and read the .npy files in it.",
    });
  }
  const version = bytes[6];
  const lengthBytes = version === 1 ? 2 : 4;
  const headerStart = 8 + lengthBytes;
  if (!NPY_MAGIC.every((byte, index) => bytes[index] === byte) || bytes.length < headerStart) {
    throw new DataError({
      subject: name,
      rule: "must begin with NumPy's magic string",
      received: [...bytes.subarray(0, 8)],
      remedy: "The file is truncated or of another format; numpy.save writes it.",
    });
  }
  if (![1, 2, 3].includes(version!) || bytes[7] !== 0) {
    throw new DataError({
      subject: name,
      rule: "must be of format version 1.0, 2.0 or 3.0",
      received: `${version}.${bytes[7]}`,
    });
  }
  const dataStart = headerStart + (lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataStart > bytes.length || dataStart - headerStart > LONGEST_HEADER) {
    throw new DataError({
      subject: name,
      rule: `must hold its whole header, of at most ${LONGEST_HEADER} bytes`,
      received: `a header of ${dataStart - headerStart} bytes in a file of ${bytes.length}`,
      remedy: "The file is truncated or damaged.",
    });
  }
  // Latin-1 or UTF-8: a header of numbers has only ASCII, and the parser refuses the rest.
  const characters = Array.from(bytes.subarray(headerStart, dataStart), (byte) => String.fromCharCode(byte));
  return { header: characters.join(""), dataStart };
}

function requireHeader(
  header: PythonLiteral,
  name: string,
): { type: NumberType; littleEndian: boolean; fortranOrder: boolean; shape: Shape } {
  const entries = header instanceof Map ? (header as ReadonlyMap<string, PythonLiteral>) : new Map();
  const shape: unknown = entries.get("shape");
  const fortranOrder: unknown = entries.get("fortran_order");
  const complete = entries.size === 3 && entries.has("descr") && typeof fortranOrder === "boolean";
  if (!complete || !Array.isArray(shape) || !shape.every((length) => typeof length === "number")) {
    throw new DataError({
      subject: name,
      rule: "must have descr, fortran_order and shape in its header",
      received: Object.fromEntries(entries),
    });
  }
  const descriptor: unknown = entries.get("descr");
  const [, order, letters] = (typeof descriptor === "string" && /^([<>|=]?)([a-z]\d)$/.exec(descriptor)) || [];
  const type = NPY_TYPES[letters ?? ""];
  // "=" is the byte order of the machine that wrote the file, which nobody can know.
  if (type === undefined || (BYTES[type] > 1 && order !== "<" && order !== ">")) {
    throw new DataError({
      subject: name,
      rule: `must hold numbers of a type among ${Object.keys(NPY_TYPES).join(" ")}`,
      received: descriptor,
      remedy: 'Convert them in Python before they are saved: array.astype("float32").',
    });
  }
  return { type, littleEndian: order === "<", fortranOrder, shape };
}

function requireBooleans(data: Uint8Array, name: string): void {
  const wrong = data.findIndex((value) => value > 1);
  if (wrong < 0) return;
  throw new DataError({
    subject: `${name}: element ${wrong}`,
    rule: "must be 0 or 1 in an array of booleans",
    received: data[wrong],
  });
}

/** The data of an array of reversed shape with its axes the other way round: Fortran order into row-major order. */
function transposed({ shape, data }: NumberArray): NumberArray["data"] {
  const result = data.slice();
  const lengths = shape.toReversed();
  // Where each axis of the result steps in the file: its first axis runs fastest there.
  const strides = lengths.map((_, axis) => shapeSize(lengths.slice(0, axis)));
  const index = lengths.map(() => 0);
  let source = 0;
  for (let target = 0; target < data.length; target++) {
    result[target] = data[source]!;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      source += strides[axis]!;
      if (index[axis]! < lengths[axis]!) break;
      source -= lengths[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
