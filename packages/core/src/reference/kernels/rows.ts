/** Adds a bias to each row, in place. */
export function addToRows(values: Float32Array, bias: Float32Array): Float32Array {
  const columns = bias.length;
  for (let first = 0; first < values.length; first += columns) {
    for (let column = 0; column < columns; column++) {
      values[first + column] = values[first + column]! + bias[column]!;
    }
  }
  return values;
}

/** Sums over rows in order, on from those before and in place. */
export function sumRows(values: Float32Array, columns: number, sums: Float32Array): Float32Array {
  for (let first = 0; first < values.length; first += columns) {
    for (let column = 0; column < columns; column++) sums[column] = sums[column]! + values[first + column]!;
  }
  return sums;
}
