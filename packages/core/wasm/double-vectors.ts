/** Folded instructions on vectors of two f64. */

/** Two of the same number, to the bit. */
export function constant(value: number): string {
  const scratch = new DataView(new ArrayBuffer(8));
  scratch.setFloat64(0, value);
  return constantBits(scratch.getBigUint64(0));
}

/** Two of the same 64 bits. */
export function constantBits(value: bigint): string {
  return `(v128.const i64x2 ${value} ${value})`;
}

/** left + right. */
export function add(left: string, right: string): string {
  return `(f64x2.add ${left} ${right})`;
}

/** left - right. */
export function subtract(left: string, right: string): string {
  return `(f64x2.sub ${left} ${right})`;
}

/** The product of all, from left to right. */
export function multiply(...factors: readonly string[]): string {
  return factors.reduce((product, factor) => `(f64x2.mul ${product} ${factor})`);
}

/** left / right. */
export function divide(left: string, right: string): string {
  return `(f64x2.div ${left} ${right})`;
}

/** -value. */
export function negate(value: string): string {
  return `(f64x2.neg ${value})`;
}

/** |value|. */
export function absolute(value: string): string {
  return `(f64x2.abs ${value})`;
}

/** All bits of a number where left < right, else none. */
export function isLess(left: string, right: string): string {
  return `(f64x2.lt ${left} ${right})`;
}

/** `then` where a mask is set, else `otherwise`. */
export function choose(mask: string, then: string, otherwise: string): string {
  return `(v128.bitselect ${then} ${otherwise} ${mask})`;
}

/** c₀·xⁿ + ... + cₙ for a finite x: the bits of `sum = sum * x + c` for one coefficient after the other, from sum = 0. */
export function polynomial(coefficients: readonly number[], x: string): string {
  return coefficients.map(constant).reduce((sum, coefficient) => add(multiply(sum, x), coefficient));
}

/** e^x. */
export function exp(x: string): string {
  return `(call $exp ${x})`;
}

/** 1 / (1 + e^-x). */
export function logistic(x: string): string {
  return divide(constant(1), add(constant(1), exp(negate(x))));
}
