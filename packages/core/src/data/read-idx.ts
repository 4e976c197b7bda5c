import { DataError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";

/** The content of an IDX file: unsigned bytes in row-major order. */
export interface IdxFile {
  readonly shape: Shape;
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST and Fashion-MNIST: two zero bytes, a type byte, the number
 * of axes, each length as a big-endian u32, then the elements.
 *
 * @param name how messages call the file.
 * @returns a view on `bytes`, not a copy.
 * @throws {DataError} if the header is not IDX, the type is not unsigned byte, or the file is truncated or too long.
 * @example
 * const images = readIdx(new Uint8Array(await file.arrayBuffer()), "train-images-idx3-ubyte"); // shape [60000, 28, 28]
 * @see http://yann.lecun.com/exdb/mnist/ (the description of the format)
 */
export function readIdx(bytes: Uint8Array, name: string): IdxFile {
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
  if (bytes[2] !== UNSIGNED_BYTE) {
    throw new DataError({ subject: name, rule: "must hold unsigned bytes (type 8)", received: bytes[2] });
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  const shape = Array.from({ length: axes }, (_, axis) => header.getUint32(4 + 4 * axis));
  const expected = headerLength + shapeSize(shape);
  if (bytes.length !== expected) {
    throw new DataError({
      subject: name,
      rule: `must be ${expected} bytes long, as its header says`,
      received: bytes.length,
      remedy: bytes.length < expected ? "The file is truncated; fetch it again." : "The file has bytes after its end.",
    });
  }
  return { shape, data: bytes.subarray(headerLength) };
}
