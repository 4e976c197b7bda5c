/** A byte an element, 1 with probability ½, as one draws them without a library: `Math.random` and a loop. */
export function plainBits(count: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (let index = 0; index < count; index++) bits[index] = Math.random() < 0.5 ? 1 : 0;
  return bits;
}
