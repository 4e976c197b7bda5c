/** Probabilities of one row's outputs, in f64; the largest output is taken off first, so that no exponential overflows. */
export function softmax(outputs: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(outputs);
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = values.map((value) => Math.exp(value - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((exponential) => exponential / sum);
}
