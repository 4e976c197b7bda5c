import { clipByNorm, clipByValue, InvalidOptionError, type GradientClip } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { clipGradients as clipped } from "../engine/clip-gradients.ts";
import type { LayersOptimizer } from "../namespace/layers-namespace.ts";
import { requireTfjs, type DeviceTensor, type DeviceTensors, type TfjsNamespace } from "../namespace/tfjs-namespace.ts";

type Gradients = Parameters<LayersOptimizer["applyGradients"]>[0];

/** The updates of clipped optimisers as they were before, so that a second clip takes the place of the first. */
const UNCLIPPED = new WeakMap<LayersOptimizer, (gradients: Gradients) => void>();

/**
 * Clips the gradients of an optimiser of `tf.train` before each of its updates, by core's law: by the Euclidean norm of
 * all gradients as one vector, `g · min(1, limit / (norm + 1e-6))`, or each element to `[-limit, limit]`. A NaN stays a
 * NaN; under "norm" it makes all gradients NaN.
 *
 * The optimiser itself is changed, so that `model.compile`, `minimize` and `applyGradients` work as ever. It is saved as
 * what it was: after `tf.loadLayersModel`, clip `model.optimizer` again. A second clip takes the place of the first.
 *
 * @returns the same optimiser.
 * @throws {InvalidOptionError} if `optimizer` is none, or `clip` is not made by core's `clipByNorm` or `clipByValue`.
 * @example
 * const optimizer = clipGradients(tf, tf.train.adam(0.001), clipByNorm(1));
 * model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
 */
export function clipGradients<Optimizer extends LayersOptimizer>(
  tf: TfjsNamespace,
  optimizer: Optimizer,
  clip: GradientClip,
): Optimizer {
  const namespace = requireTfjs("clipGradients", tf);
  const law = requireClip(clip);
  if (typeof (optimizer as Partial<Optimizer> | null)?.applyGradients !== "function") {
    throw new InvalidOptionError({
      subject: "clipGradients: optimizer",
      rule: "must be an optimiser of tf.train",
      received: optimizer,
      remedy: 'Write clipGradients(tf, tf.train.sgd(0.1), clipByNorm(1)); the name "sgd" is none.',
    });
  }
  const apply = UNCLIPPED.get(optimizer) ?? optimizer.applyGradients.bind(optimizer);
  UNCLIPPED.set(optimizer, apply);
  optimizer.applyGradients = (gradients) => {
    namespace.tidy(() => apply(clipAll(namespace, gradients, law)));
  };
  return optimizer;
}

/** Gradients in the form that they came in, a map or a list, without those that are not there. */
function clipAll(tf: TfjsNamespace, gradients: Gradients, clip: GradientClip): Gradients {
  const isList = Array.isArray(gradients);
  const entries: (readonly [string, DeviceTensor | null])[] = isList
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);
  const given = entries.filter(([, tensor]) => tensor !== null && tensor !== undefined);
  const results = clipped(tf, Object.fromEntries(given) as DeviceTensors, clip);
  if (!isList) return { ...gradients, ...results };
  return gradients.map(({ name, tensor }) => ({ name, tensor: results[name] ?? tensor }));
}

function requireClip(clip: unknown): GradientClip {
  const { kind, limit } = (clip ?? {}) as Partial<GradientClip>;
  requireOneOf("clip: kind", kind, ["value", "norm"], "Write clipByNorm(1) or clipByValue(0.5), of @lockstep/core.");
  return kind === "norm" ? clipByNorm(limit as number) : clipByValue(limit as number);
}
