/**
 * Operators through which no gradient can pass: piecewise constant, integer-valued or random. `Dropout` stands here
 * because runtimes erase or badly seed it: rewrite it to a fed mask first.
 */
const NON_DIFFERENTIABLE: ReadonlySet<string> = new Set([
  "And",
  "ArgMax",
  "ArgMin",
  "Bernoulli",
  "Ceil",
  "Dropout",
  "Equal",
  "Floor",
  "Greater",
  "GreaterOrEqual",
  "Hardmax",
  "IsInf",
  "IsNaN",
  "Less",
  "LessOrEqual",
  "Multinomial",
  "NonZero",
  "Not",
  "OneHot",
  "Or",
  "RandomNormal",
  "RandomNormalLike",
  "RandomUniform",
  "RandomUniformLike",
  "Range",
  "Round",
  "Shape",
  "Sign",
  "Size",
  "Xor",
]);

/** Whether an operator has a derivative that is worth following. */
export function isDifferentiable(operator: string): boolean {
  return !NON_DIFFERENTIABLE.has(operator);
}
