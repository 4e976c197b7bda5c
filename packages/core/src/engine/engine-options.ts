import type { RandomSite } from "../dropout/random-site.ts";
import { rejectUnknownOptions } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { LossSpec } from "../loss/loss-spec.ts";
import { requireLoss } from "../loss/require-loss.ts";
import { initialWeights } from "../model/initial-weights.ts";
import type { LayerBuffer } from "../model/inferred-layer.ts";
import type { ModelSpec } from "../model/model-spec.ts";
import { outputShapeOf } from "../model/output-shape-of.ts";
import { requireModel } from "../model/require-model.ts";
import { resolveLayers, type ResolvedLayer } from "../model/resolve-layers.ts";
import { requireSameLayout, type NamedTensors } from "../tensor/tensor.ts";
import type { ParameterInfo } from "./training-engine.ts";

/** What every engine that is made from a {@link ModelSpec} takes. */
export interface EngineOptions {
  /** What training minimises. */
  readonly loss: LossSpec;
  /** Seed of the initial weights. @default none: give `weights` */
  readonly seed?: number | bigint;
  /** Weights to start from, by name. @default none: give `seed` */
  readonly weights?: NamedTensors;
}

/** A model as an engine needs it: checked, with shapes inferred and weights drawn. */
export interface EngineModel {
  readonly layers: readonly ResolvedLayer[];
  /** Everything about the model that its numbers depend on, except the weights. */
  readonly fingerprint: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly loss: LossSpec;
  readonly parameters: readonly ParameterInfo[];
  readonly buffers: readonly LayerBuffer[];
  readonly randomSites: readonly RandomSite[];
  readonly weights: NamedTensors;
}

/**
 * Checks a model and an engine's options, infers shapes and draws or takes the initial weights: the same first step for
 * every engine, so that all refuse the same mistakes with the same words.
 *
 * @param ownOptions names of the options that the engine takes besides {@link EngineOptions}.
 * @throws {InvalidOptionError} for an unknown option, or unless exactly one of `seed` and `weights` is given.
 * @throws {ShapeMismatchError} if layers, loss or weights do not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * resolved.outputShape; // [2]
 * resolved.parameters.map(({ name }) => name); // ["0.weight", "0.bias", "3.weight", "3.bias"]
 */
export function resolveEngineModel(
  engine: string,
  model: ModelSpec,
  options: EngineOptions,
  ownOptions: readonly string[] = [],
): EngineModel {
  rejectUnknownOptions(engine, options, ["loss", "seed", "weights", ...ownOptions]);
  const checked = requireModel(model);
  const layers = resolveLayers(checked);
  const outputShape = outputShapeOf(layers, checked.inputShape);
  const parameters = layers.flatMap((layer) =>
    layer.parameters.map(({ name, shape }) => ({ name, shape, trainable: true })),
  );
  if ((options.seed === undefined) === (options.weights === undefined)) {
    throw new InvalidOptionError({
      subject: engine,
      rule: "needs either seed or weights",
      received: { seed: options.seed !== undefined, weights: options.weights !== undefined },
      remedy: "Pass seed to draw initial weights, or weights to start from your own.",
    });
  }
  const loss = requireLoss(options.loss, outputShape);
  const given = options.weights ?? initialWeights(checked, options.seed!);
  const weights = requireSameLayout("weights", given, parameters);
  return {
    layers,
    fingerprint: JSON.stringify({ ...checked, loss }),
    inputShape: checked.inputShape,
    outputShape,
    loss,
    parameters,
    buffers: layers.flatMap((layer) => layer.buffers),
    randomSites: layers.flatMap((layer) => layer.randomSites),
    weights,
  };
}
