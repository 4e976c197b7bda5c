/** f32(sum / totalWeight): the quotient of f64, rounded once more to f32. */
export function divide(sums: Float32Array, totalWeight: number): Float32Array {
  const quotients = new Float32Array(sums.length);
  for (let index = 0; index < sums.length; index++) quotients[index] = sums[index]! / totalWeight;
  return quotients;
}
