import { requireDropoutRate } from "../dropout/dropout-rate.ts";
import { rejectUnknownOptions, requireBoolean, requireInteger, requireNumber } from "../errors/check-option.ts";

/** Every layer a model can have, told apart by `kind`. */
export type LayerSpec =
  | DenseSpec
  | { readonly kind: "relu" }
  | { readonly kind: "leaky-relu"; readonly slope: number }
  | { readonly kind: "tanh" }
  | { readonly kind: "sigmoid" }
  | { readonly kind: "flatten" }
  | DropoutSpec;

export interface DenseSpec {
  readonly kind: "dense";
  /** Length of the output. */
  readonly units: number;
  readonly bias: boolean;
}

export interface DropoutSpec {
  readonly kind: "dropout";
  /** Probability of *dropping* a unit, in [0, 1]. */
  readonly rate: number;
}

/**
 * A fully connected layer: y = x·Wᵀ + b, with W of shape [units, inputs] (PyTorch's layout) and b of shape [units].
 *
 * @param units length of the output, a positive integer.
 * @param options.bias whether b is added. @default true
 * @throws {InvalidOptionError} if `units` is not a positive integer.
 * @example
 * dense(128);
 */
export function dense(units: number, options: { readonly bias?: boolean } = {}): DenseSpec {
  rejectUnknownOptions("dense", options, ["bias"]);
  const { bias = true } = options;
  return {
    kind: "dense",
    units: requireInteger("dense: units", units, { min: 1 }),
    bias: requireBoolean("dense: bias", bias),
  };
}

/** y = max(x, 0). Its derivative at 0 is taken as 0, as in PyTorch. */
export function relu(): LayerSpec {
  return { kind: "relu" };
}

/**
 * y = x for x > 0, slope·x otherwise.
 *
 * @param slope a finite number. @default 0.01
 */
export function leakyRelu(slope = 0.01): LayerSpec {
  return { kind: "leaky-relu", slope: requireNumber("leakyRelu: slope", slope) };
}

/** y = tanh x, elementwise. */
export function tanh(): LayerSpec {
  return { kind: "tanh" };
}

/** y = 1 / (1 + e^-x), elementwise. */
export function sigmoid(): LayerSpec {
  return { kind: "sigmoid" };
}

/** Makes one axis of all axes of a row, row-major: [1, 28, 28] becomes [784]. */
export function flatten(): LayerSpec {
  return { kind: "flatten" };
}

/**
 * Dropout: in training a unit becomes 0 with probability `rate`, and the survivors are scaled by 1 / (1 - rate); in
 * evaluation it is the identity. The gradient passes through the same mask. `rate` is the probability to *drop*, as in
 * PyTorch and Keras; old TensorFlow asked for the probability to keep.
 *
 * @param rate in [0, 1]; 0 drops nothing, 1 everything.
 * @throws {InvalidOptionError} if `rate` is NaN, outside [0, 1] or strictly between 1 - 2^-20 and 1.
 * @example
 * dropout(0.5);
 * @see Hinton et al., "Improving neural networks by preventing co-adaptation of feature detectors" (2012)
 */
export function dropout(rate: number): DropoutSpec {
  return { kind: "dropout", rate: requireDropoutRate(rate) };
}
