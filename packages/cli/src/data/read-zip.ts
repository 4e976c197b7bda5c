import { crc32, inflateRawSync } from "node:zlib";
import { DataError } from "@lockstep/core";

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const FILE_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const FILE_LENGTH = 30;
const LONGEST_COMMENT = 65_535;
/** What stands in a 32-bit field whose number is in the 64-bit extension. */
const IN_EXTENSION = 0xffff_ffff;

/**
 * Reads a zip archive without encryption: entries stored or deflated, as `numpy.savez` and `numpy.savez_compressed` write
 * them. An entry is never unpacked beyond the length that the directory states, and its checksum is compared.
 *
 * @param name how messages call the file.
 * @returns the files by their names.
 * @throws {DataError} if it is no complete zip archive, or uses something else.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(bytes: Uint8Array, name: string): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  try {
    const end = findEnd(view);
    let position = view.getUint32(end + 16, true);
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      if (view.getUint32(position, true) !== ENTRY_SIGNATURE) throw new Error("no directory entry where one should be");
      const nameLength = view.getUint16(position + 28, true);
      const entry = new TextDecoder().decode(
        bytes.subarray(position + ENTRY_LENGTH, position + ENTRY_LENGTH + nameLength),
      );
      files.set(entry, unpack(bytes, view, position));
      position += ENTRY_LENGTH + nameLength + view.getUint16(position + 30, true) + view.getUint16(position + 32, true);
    }
  } catch (cause) {
    throw new DataError({
      subject: name,
      rule: "must be a complete zip archive, stored or deflated, without encryption, below 4 GB",
      remedy: "The file is truncated, damaged or of another kind; numpy.savez writes .npz files.",
      cause,
    });
  }
  return files;
}

/** The end record is the last one, before a comment of unknown length. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_LENGTH;
  for (let position = last; position >= Math.max(0, last - LONGEST_COMMENT); position--) {
    if (view.getUint32(position, true) === END_SIGNATURE) return position;
  }
  throw new Error("no end record");
}

function unpack(bytes: Uint8Array, view: DataView, entry: number): Uint8Array {
  const flags = view.getUint16(entry + 8, true);
  const method = view.getUint16(entry + 10, true);
  const packedLength = view.getUint32(entry + 20, true);
  const length = view.getUint32(entry + 24, true);
  const start = view.getUint32(entry + 42, true);
  if ((flags & 1) === 1) throw new Error("an encrypted entry");
  if ([packedLength, length, start].includes(IN_EXTENSION)) throw new Error("an entry of 4 GB or more");
  if (view.getUint32(start, true) !== FILE_SIGNATURE) throw new Error("no file where the directory says");
  // Only the directory's lengths hold: NumPy writes entries as a stream, and states others here.
  const data = start + FILE_LENGTH + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const packed = bytes.subarray(data, data + packedLength);
  const content = method === 0 ? packed : method === 8 ? inflate(packed, length) : undefined;
  if (content === undefined) throw new Error(`compression method ${method}`);
  if (content.length !== length) throw new Error(`${content.length} bytes instead of ${length}`);
  if (crc32(content) !== view.getUint32(entry + 16, true)) throw new Error("a checksum that differs");
  return content;
}

function inflate(packed: Uint8Array, length: number): Uint8Array {
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
}
