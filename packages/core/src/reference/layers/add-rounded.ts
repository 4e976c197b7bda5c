/** Adds f64 contributions to f32 sums in place, each rounded once; without sums they begin at 0. */
export function addRounded(sums: Float32Array | undefined, contributions: Float64Array): Float32Array {
  const total = sums ?? new Float32Array(contributions.length);
  for (let index = 0; index < total.length; index++) total[index] = total[index]! + contributions[index]!;
  return total;
}
