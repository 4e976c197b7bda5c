/** The first index of the largest value, or of the first NaN. */
export function firstLargest(values: Float32Array): number {
  let largest = 0;
  for (let index = 1; index < values.length; index++) {
    if (Number.isNaN(values[largest]!)) break;
    if (!(values[index]! <= values[largest]!)) largest = index;
  }
  return largest;
}
