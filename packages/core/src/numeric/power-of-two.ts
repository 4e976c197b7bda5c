const LOWEST_EXPONENT = -1022;
const HIGHEST_EXPONENT = 1023;

/** 2^-1022 .. 2^1023, made by exact doublings because `Math.pow` is implementation-defined. */
const POWERS: Float64Array = powersOfTwo();

/** 2^n for a whole n in [-1022, 1023]. */
export function powerOfTwo(n: number): number {
  return POWERS[n - LOWEST_EXPONENT]!;
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(HIGHEST_EXPONENT - LOWEST_EXPONENT + 1);
  powers[-LOWEST_EXPONENT] = 1;
  for (let index = -LOWEST_EXPONENT + 1; index < powers.length; index++) powers[index] = powers[index - 1]! * 2;
  for (let index = -LOWEST_EXPONENT - 1; index >= 0; index--) powers[index] = powers[index + 1]! / 2;
  return powers;
}
