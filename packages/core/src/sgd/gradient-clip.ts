import { rejectUnknownOptions, requireNumber, requireOneOf } from "../errors/check-option.ts";

/** How gradients are kept from being too large, before the update; plain data. */
export type GradientClip =
  | { readonly kind: "value"; readonly limit: number }
  | { readonly kind: "norm"; readonly limit: number };

/**
 * Clips every element of the gradient to [-limit, limit]: PyTorch's `clip_grad_value_`, Keras's `clipvalue`. It changes the
 * gradient's direction; {@link clipByNorm} does not.
 *
 * @param limit above 0.
 * @throws {InvalidOptionError} if `limit` is not a number above 0.
 * @example
 * sgd({ learningRate: 0.1, clip: clipByValue(0.5) });
 */
export function clipByValue(limit: number): GradientClip {
  return { kind: "value", limit: requireLimit("clipByValue: limit", limit) };
}

/**
 * Scales all gradients by `min(1, limit / (norm + 1e-6))`, where `norm` is the Euclidean norm of all parameters' gradients
 * as one vector: PyTorch's `clip_grad_norm_`, Keras's `global_clipnorm` (whose `clipnorm` clips each parameter alone).
 *
 * @param limit above 0.
 * @throws {InvalidOptionError} if `limit` is not a number above 0.
 * @example
 * sgd({ learningRate: 0.1, clip: clipByNorm(1) });
 * @see Pascanu et al., "On the difficulty of training recurrent neural networks" (2013)
 */
export function clipByNorm(limit: number): GradientClip {
  return { kind: "norm", limit: requireLimit("clipByNorm: limit", limit) };
}

/** Checks a clip, which may come from JSON; a copy of its own. @throws {InvalidOptionError} */
export function requireClip(clip: unknown): GradientClip {
  rejectUnknownOptions("clip", clip, ["kind", "limit"], {
    max_norm: "Write clipByNorm(limit).",
    clip_value: "Write clipByValue(limit).",
    norm_type: "Leave it out: the norm is the Euclidean one.",
  });
  const { kind, limit } = clip as { readonly kind?: unknown; readonly limit?: unknown };
  return {
    kind: requireOneOf("clip: kind", kind, ["value", "norm"]),
    limit: requireLimit("clip: limit", limit),
  };
}

function requireLimit(subject: string, limit: unknown): number {
  return requireNumber(subject, limit, { min: 0, exclusive: "min", remedy: "Leave clip out to clip nothing." });
}
