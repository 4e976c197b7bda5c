import { DataError } from "../errors/lockstep-error.ts";
import { formatShape, shapeSize } from "../tensor/shape.ts";
import { BYTES, type NumberArray } from "./number-array.ts";
import { NPY_MAGIC, NPY_TYPES } from "./read-npy.ts";

/** A file's data begin at a multiple of so many bytes. */
const ALIGNMENT = 64;
/** NumPy leaves room for the longest first length, so that an array can grow in place. */
const LONGEST_LENGTH = 21;

/**
 * Numbers as a NumPy file: format version 1.0, little-endian, row-major, byte for byte what `numpy.save` writes.
 *
 * @throws {DataError} if the numbers do not fill the shape, or are of half precision, of which f32 has more digits than
 * the file could keep.
 * @example
 * await writeFile("weights.npy", writeNpy({ type: "f32", shape: [2], data: Float32Array.of(0.5, 2) }));
 */
export function writeNpy(array: NumberArray): Uint8Array {
  const { type, shape, data } = array;
  const letters = Object.keys(NPY_TYPES).find((key) => NPY_TYPES[key] === type);
  if (letters === undefined || type === "f16") {
    throw new DataError({
      subject: "writeNpy: type",
      rule: "must not be of half precision",
      received: type,
      remedy: 'Write the numbers as "f32".',
    });
  }
  if (data.length !== shapeSize(shape)) {
    throw new DataError({
      subject: "writeNpy",
      rule: `needs ${shapeSize(shape)} numbers for shape ${formatShape(shape)}`,
      received: data.length,
    });
  }
  const order = BYTES[type] === 1 ? "|" : "<";
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const room = shape.length === 0 ? 0 : LONGEST_LENGTH - String(shape[0]).length;
  const text = `{'descr': '${order}${letters}', 'fortran_order': False, 'shape': (${axes}), }${" ".repeat(room)}`;
  const prefix = NPY_MAGIC.length + 4;
  const dataStart = Math.ceil((prefix + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(dataStart + data.length * BYTES[type]);
  const view = new DataView(bytes.buffer);
  bytes.set([...NPY_MAGIC, 1, 0]);
  view.setUint16(NPY_MAGIC.length + 2, dataStart - prefix, true);
  const padded = `${text.padEnd(dataStart - prefix - 1)}\n`;
  for (let index = 0; index < padded.length; index++) bytes[prefix + index] = padded.charCodeAt(index);
  writeNumbers(array, new DataView(bytes.buffer, dataStart));
  return bytes;
}

function writeNumbers(array: NumberArray, view: DataView): void {
  const size = BYTES[array.type];
  const raw = new DataView(array.data.buffer, array.data.byteOffset, array.data.byteLength);
  // Numbers lie in memory in the machine's order; read and written as bits, a NaN keeps its payload.
  for (let offset = 0; offset < raw.byteLength; offset += size) {
    if (size === 1) view.setUint8(offset, raw.getUint8(offset));
    else if (size === 2) view.setUint16(offset, raw.getUint16(offset, LITTLE_ENDIAN), true);
    else if (size === 4) view.setUint32(offset, raw.getUint32(offset, LITTLE_ENDIAN), true);
    else view.setBigUint64(offset, raw.getBigUint64(offset, LITTLE_ENDIAN), true);
  }
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
