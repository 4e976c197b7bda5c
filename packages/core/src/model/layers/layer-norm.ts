import { requireBoolean, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { formatShape, shapesEqual, type Shape } from "../../tensor/shape.ts";
import { filledWith } from "../filled-with.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link layerNorm} returns. */
export interface LayerNormSpec {
  readonly kind: "layer-norm";
  /** Absent where all axes of a row are meant. */
  readonly normalizedShape?: Shape;
  readonly epsilon: number;
  readonly affine: boolean;
  readonly bias: boolean;
}

/** Options of {@link layerNorm}. */
export interface LayerNormOptions {
  /** Lengths of the last axes, which are normalised together. @default all axes of a row */
  readonly normalizedShape?: Shape;
  /** Added to the variance; greater than 0. Keras's default is 0.001. @default 1e-5 */
  readonly epsilon?: number;
  /** Whether there is a weight. @default true */
  readonly affine?: boolean;
  /** Whether there is a bias; only beside a weight. @default as affine */
  readonly bias?: boolean;
}

export const LAYER_NORM: LayerDefinition<LayerNormSpec> = {
  kind: "layer-norm",
  options: ["normalizedShape", "epsilon", "affine", "bias"],
  hints: {
    eps: "Name it epsilon.",
    axis: "Write normalizedShape, the lengths of the last axes; Keras's default axis, -1, is the last one's alone.",
    elementwiseAffine: "Name it affine.",
    elementwise_affine: "Name it affine.",
    normalized_shape: "Name it normalizedShape.",
    center: "Name it bias.",
    scale: "Name it affine.",
  },
  check(subject, { normalizedShape, epsilon = 1e-5, affine = true, bias = affine }) {
    const checked: LayerNormSpec = {
      kind: "layer-norm",
      ...(normalizedShape === undefined ? {} : { normalizedShape: requireLengths(subject, normalizedShape) }),
      epsilon: requireNumber(`${subject}: epsilon`, epsilon, { min: 0, exclusive: "min" }),
      affine: requireBoolean(`${subject}: affine`, affine),
      bias: requireBoolean(`${subject}: bias`, bias),
    };
    if (checked.affine || !checked.bias) return checked;
    throw new InvalidOptionError({
      subject: `${subject}: bias`,
      rule: "comes only beside a weight",
      received: { affine, bias },
      remedy: "Leave affine true, or bias out.",
    });
  },
  infer({ normalizedShape, affine, bias }, inputShape, { subject }) {
    const shape = normalizedShape ?? inputShape;
    if (!shapesEqual(shape, inputShape.slice(-shape.length))) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs rows whose last axes are ${formatShape(shape)}`,
        received: inputShape,
        remedy: "Write the lengths of the rows' last axes, as they are normalised together.",
      });
    }
    return {
      outputShape: inputShape,
      parameters: [
        ...(affine ? [{ role: "weight", shape, initial: filledWith(1) }] : []),
        ...(bias ? [{ role: "bias", shape, initial: filledWith(0) }] : []),
      ],
    };
  },
};

function requireLengths(subject: string, shape: unknown): Shape {
  if (Array.isArray(shape) && shape.length > 0) {
    return Object.freeze(shape.map((length) => requireInteger(`${subject}: normalizedShape`, length, { min: 1 })));
  }
  throw new InvalidOptionError({
    subject: `${subject}: normalizedShape`,
    rule: "must list at least one length",
    received: shape,
    ...(typeof shape === "number" ? { remedy: `Write [${shape}].` } : {}),
  });
}

/**
 * Layer normalisation: the values of a row's last axes are brought to mean 0 and (biased) variance 1, each row by itself,
 * then scaled and shifted place by place.
 *
 *     y = (x - mean) / √(variance + epsilon) · weight + bias
 *
 * In training and evaluation alike. PyTorch's `LayerNorm`, which has no default for `normalizedShape`; Keras normalises the
 * last axis alone unless told, and has an epsilon of 0.001.
 *
 * @param options.normalizedShape lengths of the last axes, and the shape of weight and bias: `[64]` for each of the tokens
 * of rows [tokens, 64]. @default all axes of a row
 * @param options.epsilon added to the variance. @default 1e-5
 * @param options.affine whether there is a weight, 1 at first. @default true
 * @param options.bias whether there is a bias, 0 at first. @default as affine
 * @throws {InvalidOptionError} if an option is out of range or unknown.
 * @example
 * layerNorm({ normalizedShape: [64] });
 * @see Ba, Kiros and Hinton, "Layer normalization" (2016)
 */
export function layerNorm(options: LayerNormOptions = {}): LayerNormSpec {
  return makeLayer(LAYER_NORM, "layerNorm", { ...options });
}
