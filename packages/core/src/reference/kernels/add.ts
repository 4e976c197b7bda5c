/** Puts left + right into `result`, which may be one of them. */
export function add(left: Float32Array, right: Float32Array, result: Float32Array): Float32Array {
  for (let index = 0; index < result.length; index++) result[index] = left[index]! + right[index]!;
  return result;
}
