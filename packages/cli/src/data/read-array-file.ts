import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError, InvalidOptionError, readIdx, readNpy, type IdxType, type NumberArray } from "@lockstep/core";
import type { NamedArray } from "./array-rows.ts";
import { readDataFile } from "./read-data-file.ts";

/** Types of an IDX file's numbers, by the third byte. */
const IDX_TYPES: Readonly<Record<number, IdxType>> = { 8: "u8", 9: "i8", 11: "i16", 12: "i32", 13: "f32", 14: "f64" };

/**
 * Reads a file of one array: NumPy's `.npy`, or IDX (`.idx`, `-ubyte`), plain or with `.gz`.
 *
 * @param option the flag that names the file.
 * @throws {InvalidOptionError} for a file of another kind.
 * @throws {DataError} as core's readers, and if the file is missing.
 */
export function readArrayFile(option: string, path: string): NamedArray {
  const name = basename(path);
  const plain = name.replace(/\.gz$/i, "");
  if (/\.npy$/i.test(plain)) return { name, array: readNpy(readPlain(path), name) };
  if (/(\.idx|-ubyte)$/i.test(plain)) return { name, array: readAnyIdx(readPlain(path), name) };
  throw new InvalidOptionError({
    subject: option,
    rule: "must be a .npy or IDX file",
    received: path,
    remedy: /\.(csv|npz|safetensors)$/i.test(name)
      ? "Give it to --data, which takes files with inputs and targets."
      : "numpy.save writes .npy files.",
  });
}

function readAnyIdx(bytes: Uint8Array, name: string): NumberArray {
  return readIdx(bytes, name, IDX_TYPES[bytes[2] ?? 0] ?? "u8") as NumberArray;
}

function readPlain(path: string): Uint8Array {
  const bytes = readDataFile(path);
  if (!/\.gz$/i.test(path)) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new DataError({
      subject: basename(path),
      rule: "must be a complete gzip file",
      remedy: "The file is damaged or truncated; fetch it again.",
      cause,
    });
  }
}
