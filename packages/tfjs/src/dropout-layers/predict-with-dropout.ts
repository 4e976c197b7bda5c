import { InvalidOptionError, keyFromSeed, ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { rejectUnknownOptions, requireInteger, requireOneOf } from "@lockstep/core/engine";

import { requireLayersNamespace, type LayersModel, type LayersNamespace } from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import { drawFor } from "./layer-draws.ts";
import { requireRandomLayers } from "./random-layers-of.ts";

/** Options of {@link predictWithDropout}: those of core's `monteCarloDropout`. */
export interface PredictWithDropoutOptions {
  /** How many predictions to draw, at least 1. */
  readonly samples: number;
  /** Seed of the draws; the layers' own is fine, since no training step draws from their stream. */
  readonly seed: number | bigint;
  /** Rows at a time; it changes no draw. @default 1024 */
  readonly batchSize?: number;
  /** What the squared deviations are divided by: n for `population`, n - 1 for `unbiased`. @default "population" */
  readonly variance?: "population" | "unbiased";
}

/** Tensors of what {@link predictWithDropout} found; the caller disposes of them. */
export interface DropoutPrediction {
  /** `[rows, ...output]`: the mean over the samples. */
  readonly mean: DeviceTensor;
  /** `[rows, ...output]`: the mean squared deviation from that mean. */
  readonly variance: DeviceTensor;
  /** [samples, rows, ...output] */
  readonly samples: DeviceTensor;
}

/**
 * Monte-Carlo dropout of a tfjs model: predicts several times with its dropout layers on, so that the spread of the
 * predictions tells how sure the model is.
 *
 * Only the layers of this family draw, sample s from core's stream `[7, site, s]`: all else stays in inference, where
 * `model.apply(x, { training: true })` would also have batch normalisation learn from x, and gives the same masks at every
 * call. No training step is taken, and the draws do not depend on how the rows are cut into batches. A scheduled rate is that
 * of the step at which the layers stand.
 *
 * @param inputs [rows, ...input] with at least one row, or a list of those of a model with several inputs.
 * @returns tensors, computed in f32.
 * @throws {InvalidOptionError} if an option is out of range, the model has no layer of the family, two have the same site, or
 * `variance` is "unbiased" with one sample.
 * @throws {ShapeMismatchError} if there is no row.
 * @throws {UnsupportedOptionError} if the model has several outputs.
 * @example
 * const { mean, variance, samples } = predictWithDropout(tf, dropoutModel, xs, { samples: 100, seed: 42 });
 * @see Gal and Ghahramani, "Dropout as a Bayesian approximation" (2016), whose variance is that of the population
 */
export function predictWithDropout(
  tf: LayersNamespace,
  model: LayersModel,
  inputs: DeviceTensor | readonly DeviceTensor[],
  options: PredictWithDropoutOptions,
): DropoutPrediction {
  const subject = "predictWithDropout";
  const namespace = requireLayersNamespace(subject, tf);
  const settings = requireOptions(subject, options);
  const layers = requireRandomLayers(subject, namespace, model, ({ site }) => `site ${site}`);
  const parts = Array.isArray(inputs) ? (inputs as readonly DeviceTensor[]) : [inputs as DeviceTensor];
  const rows = requireRows(subject, parts);
  if (model.outputs.length > 1) {
    throw new UnsupportedOptionError({
      subject: `${subject}: model`,
      rule: "must have one output",
      received: model.outputs.length,
      remedy: "Make a model of each output: tf.model({ inputs: model.inputs, outputs: model.outputs[0] }).",
    });
  }
  function predictSample(sample: number): DeviceTensor {
    const outputs: DeviceTensor[] = [];
    for (let firstRow = 0; firstRow < rows; firstRow += settings.batchSize) {
      const count = Math.min(settings.batchSize, rows - firstRow);
      const part = parts.map((input) => tf.slice(input, firstRow, count));
      const draw = { kind: "sample", seed: settings.seed, sample, firstRow } as const;
      const predict = (): DeviceTensor => model.predictOnBatch(part.length === 1 ? part[0]! : part) as DeviceTensor;
      outputs.push(drawFor(layers, draw, predict));
    }
    return outputs.length === 1 ? outputs[0]! : tf.concat(outputs, 0);
  }
  return tf.tidy(() => {
    const samples = tf.stack(Array.from({ length: settings.samples }, (_, sample) => predictSample(sample)));
    const mean = tf.div(tf.sum(samples, 0), settings.samples);
    const squares = tf.sum(tf.square(tf.sub(samples, mean)), 0);
    const divisor = settings.variance === "unbiased" ? settings.samples - 1 : settings.samples;
    return { mean, variance: tf.div(squares, divisor), samples };
  });
}

function requireOptions(subject: string, options: PredictWithDropoutOptions): Required<PredictWithDropoutOptions> {
  rejectUnknownOptions(subject, options, ["samples", "seed", "batchSize", "variance"]);
  const variance = requireOneOf(`${subject}: variance`, options.variance ?? "population", ["population", "unbiased"]);
  const samples = requireInteger(`${subject}: samples`, options.samples, {
    min: variance === "unbiased" ? 2 : 1,
    ...(variance === "unbiased" ? { remedy: "The unbiased variance divides by samples - 1." } : {}),
  });
  const batchSize = requireInteger(`${subject}: batchSize`, options.batchSize ?? 1024, { min: 1 });
  keyFromSeed(options.seed);
  return { samples, seed: options.seed, batchSize, variance };
}

function requireRows(subject: string, parts: readonly DeviceTensor[]): number {
  const stranger = parts.find((part) => !Array.isArray((part as Partial<DeviceTensor> | undefined)?.shape));
  if (parts.length === 0 || stranger !== undefined) {
    throw new InvalidOptionError({
      subject: `${subject}: inputs`,
      rule: "must be tensors of tfjs",
      received: stranger,
    });
  }
  const rows = parts[0]!.shape[0] ?? 0;
  if (rows >= 1 && parts.every(({ shape }) => shape[0] === rows)) return rows;
  throw new ShapeMismatchError({
    subject: `${subject}: inputs`,
    rule: "must have rows, at least one and each input as many",
    received: parts.map(({ shape }) => shape),
  });
}
