import { rejectUnknownOptions, requireNumber } from "../errors/check-option.ts";
import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";

/** What {@link binaryCrossEntropyWithLogits} returns. */
export interface BinaryCrossEntropySpec {
  readonly kind: "binary-cross-entropy-with-logits";
  /** Weight of the positive part: of all outputs, or one for each element of a row's output. @default 1 */
  readonly posWeight?: number | readonly number[];
}

/** Options of {@link binaryCrossEntropyWithLogits}. */
export interface BinaryCrossEntropyOptions {
  /** Weight of the positive part: of all outputs, or one for each element of a row's output. @default 1 */
  readonly posWeight?: number | readonly number[];
}

/** Checks the options. What is its default is left out, so that a loss has one form. */
export function checkBinaryCrossEntropy(options: Readonly<Record<string, unknown>>): BinaryCrossEntropySpec {
  const subject = "binaryCrossEntropyWithLogits";
  rejectUnknownOptions(subject, options, ["posWeight"], { pos_weight: "Write posWeight." });
  const { posWeight = 1 } = options;
  const weightOf = (value: unknown): number => requireNumber(`${subject}: posWeight`, value, { min: 0, max: 2 ** 100 });
  const checked = Array.isArray(posWeight) ? Object.freeze(Array.from(posWeight, weightOf)) : weightOf(posWeight);
  return { kind: "binary-cross-entropy-with-logits", ...(checked === 1 ? {} : { posWeight: checked }) };
}

/** @throws {ShapeMismatchError} unless a list of weights has one for each element of a row's output. */
export function requirePositiveWeights({ posWeight }: BinaryCrossEntropySpec, outputShape: Shape): void {
  if (!Array.isArray(posWeight) || posWeight.length === shapeSize(outputShape)) return;
  throw new ShapeMismatchError({
    subject: "binaryCrossEntropyWithLogits: posWeight",
    rule: `must have ${shapeSize(outputShape)} elements, one for each of a row's output`,
    received: posWeight.length,
    remedy: "Write one number for all of them, or one for each.",
  });
}

/**
 * Binary cross-entropy of logits z and targets t in [0, 1]: -(p·t·log σ(z) + (1 - t)·log(1 - σ(z))) with σ the sigmoid and
 * p the positive weight, computed without overflow as p·t·softplus(-z) + (1 - t)·softplus(z); the mean over a row's
 * outputs, then the weighted mean over rows. Each output is a question of its own: yes or no. PyTorch's
 * `BCEWithLogitsLoss`, Keras's `BinaryCrossentropy(from_logits=True)`. Targets are f32 of the output's shape.
 *
 * @param options.posWeight p, at least 0; a number, or one for each element of a row's output. More than 1 asks for
 * recall, less for precision. @default 1
 * @throws {InvalidOptionError} if a weight is negative or not finite.
 * @example
 * binaryCrossEntropyWithLogits(); // { kind: "binary-cross-entropy-with-logits" }
 * binaryCrossEntropyWithLogits({ posWeight: [1, 5] });
 */
export function binaryCrossEntropyWithLogits(options: BinaryCrossEntropyOptions = {}): BinaryCrossEntropySpec {
  return checkBinaryCrossEntropy({ ...options });
}
