import { DROPOUT_RATE } from "../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../dropout/rate-schedule.ts";
import { rejectUnknownOptions, requireBoolean, requireInteger, requireNumber } from "../errors/check-option.ts";
import type { DropoutLayerSpec } from "./dropout-layer-spec.ts";

/** Every layer a model can have, told apart by `kind`. */
export type LayerSpec =
  | DenseSpec
  | { readonly kind: "relu" }
  | { readonly kind: "leaky-relu"; readonly slope: number }
  | { readonly kind: "tanh" }
  | { readonly kind: "sigmoid" }
  | { readonly kind: "flatten" }
  | DropoutLayerSpec;

/** What {@link dense} returns. */
export interface DenseSpec {
  readonly kind: "dense";
  /** Length of the output. */
  readonly units: number;
  readonly bias: boolean;
  /** Probability of dropping each weight in training; the layer draws only if it is there. @default absent */
  readonly dropConnect?: number | RateSchedule;
}

/** Options of {@link dense}. */
export interface DenseOptions {
  /** Whether b is added. @default true */
  readonly bias?: boolean;
  /** Probability of dropping each element of W in training; a number in [0, 1], or a schedule. @default none */
  readonly dropConnect?: number | RateSchedule;
}

/**
 * A fully connected layer: y = x·Wᵀ + b, with W of shape [units, inputs] (PyTorch's layout) and b of shape [units].
 *
 * With DropConnect, in training y = x·W'ᵀ + b, where an element of W' is 0 with probability `dropConnect` and W / (1 -
 * dropConnect) otherwise: one draw of the weight's shape for each optimiser step. The bias never drops.
 *
 * @param units length of the output, a positive integer.
 * @param options.bias whether b is added. @default true
 * @param options.dropConnect probability of dropping each weight. @default none
 * @throws {InvalidOptionError} if `units` is not a positive integer, or the probability no dropout rate.
 * @example
 * dense(128);
 * dense(128, { dropConnect: 0.5 });
 * @see Wan et al., "Regularization of neural networks using DropConnect" (2013), where each row draws for itself
 */
export function dense(units: number, options: DenseOptions = {}): DenseSpec {
  rejectUnknownOptions("dense", options, ["bias", "dropConnect"]);
  return requireDense("dense", { ...options, units });
}

/** Checks the options of a dense layer and fills in the defaults. @throws {InvalidOptionError} naming what is wrong */
export function requireDense(subject: string, options: Readonly<Record<string, unknown>>): DenseSpec {
  const { units, bias = true, dropConnect } = options;
  return {
    kind: "dense",
    units: requireInteger(`${subject}: units`, units, { min: 1 }),
    bias: requireBoolean(`${subject}: bias`, bias),
    ...(dropConnect === undefined ? {} : { dropConnect: requireScheduledRate(dropConnect, DROPOUT_RATE) }),
  };
}

/**
 * y = max(x, 0). Its derivative at 0 is taken as 0, as in PyTorch.
 *
 * @example
 * relu();
 */
export function relu(): LayerSpec {
  return { kind: "relu" };
}

/**
 * y = x for x > 0, slope·x otherwise.
 *
 * @param slope a finite number. @default 0.01
 * @throws {InvalidOptionError} if the slope is not finite.
 * @example
 * leakyRelu(0.2);
 */
export function leakyRelu(slope = 0.01): LayerSpec {
  return { kind: "leaky-relu", slope: requireNumber("leakyRelu: slope", slope) };
}

/**
 * y = tanh x, elementwise.
 *
 * @example
 * tanh();
 */
export function tanh(): LayerSpec {
  return { kind: "tanh" };
}

/**
 * y = 1 / (1 + e^-x), elementwise.
 *
 * @example
 * sigmoid();
 */
export function sigmoid(): LayerSpec {
  return { kind: "sigmoid" };
}

/**
 * Makes one axis of all axes of a row, row-major: [1, 28, 28] becomes [784].
 *
 * @example
 * sequential({ inputShape: [1, 28, 28], layers: [flatten(), dense(10)] });
 */
export function flatten(): LayerSpec {
  return { kind: "flatten" };
}
