/** One number as an f32 and as the bits of one. */
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/**
 * The place of an f32 among all of them: an integer that grows with the number, by 1 from each f32 to the next, through
 * subnormals and across zero. Both zeros have place 0.
 *
 * Formula: the bits b of the number where its sign is plus, -(b - 2³¹) where it is minus.
 *
 * @param value rounded to f32 first.
 * @example
 * f32Place(1); // 0x3f800000
 * f32Place(-(2 ** -149)); // -1, the largest number below 0
 */
export function f32Place(value: number): number {
  float[0] = value;
  const [word] = bits as unknown as readonly [number];
  return word < 0 ? 0 - (word & 0x7fffffff) : word;
}

/**
 * How many steps from an f32 to the next lie between two numbers: their distance in units in the last place, also where
 * that unit changes on the way. Infinity stands one step beyond the largest finite number.
 *
 * @param a rounded to f32 first, as is `b`: numbers of f64 that round to one f32 are 0 apart.
 * @returns 0 for two NaN, Infinity for one NaN and a number.
 * @example
 * ulpDistance(1, 1 + 2 ** -23); // 1
 * ulpDistance(-0, 0); // 0
 */
export function ulpDistance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  return Math.abs(f32Place(a) - f32Place(b));
}
