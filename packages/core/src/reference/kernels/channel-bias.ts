/** Adds to each element its channel's bias, in place; values are [rows, channels, positions]. */
export function addChannelBias(values: Float32Array, bias: Float32Array, positions: number): Float32Array {
  for (let first = 0, channel = 0; first < values.length; first += positions, channel++) {
    const summand = bias[channel % bias.length]!;
    for (let index = first; index < first + positions; index++) values[index] = values[index]! + summand;
  }
  return values;
}

/**
 * The gradient of a channel's bias: the sum over (row, position), row-major.
 *
 * @param sums what the sums run on from, in place.
 */
export function sumChannels(
  values: Float32Array,
  channels: number,
  positions: number,
  sums: Float32Array,
): Float32Array {
  for (let first = 0, channel = 0; first < values.length; first += positions, channel++) {
    let sum = sums[channel % channels]!;
    for (let index = first; index < first + positions; index++) sum = Math.fround(sum + values[index]!);
    sums[channel % channels] = sum;
  }
  return sums;
}
