import { requireOneOf } from "../errors/check-option.ts";
import { DataError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import { readNumbers, requireFilled, type NumberArrays } from "./number-array.ts";
import { requireBytes } from "./require-bytes.ts";

/** The types of number that the format knows, by the byte that states them. */
const TYPES = { 0x08: "u8", 0x09: "i8", 0x0b: "i16", 0x0c: "i32", 0x0d: "f32", 0x0e: "f64" } as const;

/** A type of number that an IDX file can hold. */
export type IdxType = (typeof TYPES)[keyof typeof TYPES];

/** The content of an IDX file, in row-major order. */
export interface IdxFile<Type extends IdxType = "u8"> {
  readonly type: Type;
  readonly shape: Shape;
  readonly data: NumberArrays[Type];
}

/**
 * Reads an IDX file, the format of MNIST and Fashion-MNIST: two zero bytes, a type byte, the number of axes, each length
 * as a big-endian u32, then the elements, big-endian.
 *
 * @param name how messages call the file.
 * @param type of the numbers that the file must hold. @default "u8", as images and labels are
 * @returns for bytes a view on `bytes`, otherwise a copy.
 * @throws {InvalidOptionError} if `bytes` is no Uint8Array, or the format has no such type.
 * @throws {DataError} if the header is not IDX, the type is another one, or the file is truncated or too long.
 * @example
 * const images = readIdx(new Uint8Array(await file.arrayBuffer()), "train-images-idx3-ubyte"); // shape [60000, 28, 28]
 * const offsets = readIdx(Uint8Array.of(0, 0, 0x0b, 1, 0, 0, 0, 1, 255, 254), "offsets.idx", "i16");
 * offsets.data; // Int16Array [-2]
 * @see http://yann.lecun.com/exdb/mnist/ (the description of the format)
 */
export function readIdx<Type extends IdxType = "u8">(bytes: Uint8Array, name: string, type?: Type): IdxFile<Type> {
  requireBytes(bytes, name);
  const wanted = requireOneOf("readIdx: type", type ?? "u8", Object.values(TYPES));
  const axes = bytes[3] ?? 0;
  const headerLength = 4 + 4 * axes;
  if (bytes.length < headerLength || axes === 0 || bytes[0] !== 0 || bytes[1] !== 0) {
    throw new DataError({
      subject: name,
      rule: "must begin with an IDX header (0, 0, type, number of axes, lengths)",
      received: [...bytes.subarray(0, 4)],
      remedy: "Check that the file is uncompressed and complete.",
    });
  }
  const found = (TYPES as Readonly<Record<number, IdxType | undefined>>)[bytes[2]!];
  if (found !== wanted) {
    throw new DataError({
      subject: name,
      rule: `must hold numbers of type ${wanted}`,
      received: found ?? bytes[2],
      ...(found === undefined ? {} : { remedy: `Pass "${found}" as the type to read them.` }),
    });
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  const shape = Array.from({ length: axes }, (_, axis) => header.getUint32(4 + 4 * axis));
  const body = bytes.subarray(headerLength);
  const count = requireFilled(name, wanted, shape, body.length);
  if (wanted === "u8") return { type: wanted, shape, data: body } as IdxFile as IdxFile<Type>;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  return readNumbers(wanted, shape, view, count, false) as IdxFile<IdxType> as IdxFile<Type>;
}
