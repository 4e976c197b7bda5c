import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** An IDX file of unsigned bytes. */
export function idxBytes(shape: readonly number[], data: readonly number[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, 8);
  header.setUint8(3, shape.length);
  for (const [axis, length] of shape.entries()) header.setUint32(4 + 4 * axis, length);
  return Uint8Array.from([...new Uint8Array(header.buffer), ...data]);
}

/**
 * A folder with a tiny image set: images of 2 x 1 pixels whose first pixel is ten times the row's number, labels that
 * count through the ten classes. `files` replaces single files; null leaves one out.
 */
export function idxFolder(
  options: {
    readonly training?: number;
    readonly test?: number;
    readonly files?: Readonly<Record<string, Uint8Array | null>>;
  } = {},
): string {
  const folder = temporaryFolder();
  const { training = 20, test = 10, files = {} } = options;
  const part = (name: string, rows: number): Record<string, Uint8Array> => ({
    [`${name}-images-idx3-ubyte`]: idxBytes(
      [rows, 2, 1],
      Array.from({ length: rows }, (_, row) => [10 * row, 255]).flat(),
    ),
    [`${name}-labels-idx1-ubyte`]: idxBytes(
      [rows],
      Array.from({ length: rows }, (_, row) => row % 10),
    ),
  });
  const all: Record<string, Uint8Array | null> = { ...part("train", training), ...part("t10k", test), ...files };
  for (const [name, bytes] of Object.entries(all)) {
    if (bytes !== null) writeFileSync(join(folder, name), bytes);
  }
  return folder;
}
