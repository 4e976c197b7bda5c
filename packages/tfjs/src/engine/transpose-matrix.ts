/**
 * The transpose of a row-major matrix, bit for bit (a NaN keeps its payload): [rows, columns] becomes [columns, rows].
 *
 * @returns a new array.
 */
export function transposeMatrix(data: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(data.length);
  // Moving a float through a number may quieten a signalling NaN; words move unchanged.
  const from = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const to = new Uint32Array(result.buffer);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) to[column * rows + row] = from[row * columns + column]!;
  }
  return result;
}
