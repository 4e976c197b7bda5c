/** Bytes before the lengths of the axes: 0, 0, the type of the numbers, the number of axes. */
const MAGIC_LENGTH = 4;
const UNSIGNED_BYTE = 8;

/**
 * The first rows of an IDX file of bytes, as an IDX file: the header with another number of rows, and that many rows.
 *
 * @param name what messages call the file.
 * @throws {Error} if it is no IDX file of bytes, or has fewer rows.
 */
export function cutIdx(bytes: Uint8Array, rows: number, name: string): Uint8Array<ArrayBuffer> {
  const axes = bytes[3] ?? 0;
  const headerLength = MAGIC_LENGTH + 4 * axes;
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== UNSIGNED_BYTE || axes === 0 || bytes.length < headerLength) {
    throw new Error(`${name} must be an uncompressed IDX file of bytes. Install it again.`);
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  const [rowCount, ...rowShape] = Array.from({ length: axes }, (_, axis) => header.getUint32(MAGIC_LENGTH + 4 * axis));
  const rowLength = rowShape.reduce((product, length) => product * length, 1);
  if (rowCount! < rows || bytes.length !== headerLength + rowCount! * rowLength) {
    throw new Error(`${name} must be complete and have at least ${rows} rows, got ${rowCount}. Install it again.`);
  }
  // Not `slice`, which for a Buffer of Node is a view: the whole file's header would be overwritten.
  const cut = new Uint8Array(bytes.subarray(0, headerLength + rows * rowLength));
  new DataView(cut.buffer).setUint32(MAGIC_LENGTH, rows);
  return cut;
}
