/** Each value times an f32, in place. */
export function scale(values: Float32Array, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index] = values[index]! * factor;
}
