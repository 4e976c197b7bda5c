import { monteCarloMaskOfSite } from "../dropout/mask-of-site.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions, requireInteger, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { shapesEqual, shapeSize } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { requireEngine } from "./require-engine.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** Options of {@link monteCarloDropout}. */
export interface MonteCarloDropoutOptions {
  /** How many predictions to draw, at least 1. */
  readonly samples: number;
  /** Seed of the draws; the run's own is fine, since no training step draws from their stream. */
  readonly seed: number | bigint;
  /** Rows at a time; it changes no draw. @default 1024 */
  readonly batchSize?: number;
  /** What the squared deviations are divided by: n for `population`, n - 1 for `unbiased`. @default "population" */
  readonly variance?: "population" | "unbiased";
  /** Optimiser step that tells the rate of layers whose rate is a schedule; needed for those alone. @default none */
  readonly step?: number;
}

/** Predictions with dropout on, and what they tell together. */
export interface MonteCarloPrediction {
  /** `[rows, ...output]`: the mean over the samples, in f64, rounded once. */
  readonly mean: Tensor;
  /** `[rows, ...output]`: the mean squared deviation from that mean, in f64, rounded once. */
  readonly variance: Tensor;
  /** [samples, rows, ...output] */
  readonly samples: Tensor;
}

/**
 * Monte-Carlo dropout: predicts several times with dropout on, so that the spread of the predictions tells how sure the
 * model is.
 *
 * Sample s takes the masks of the stream `[7, site, s]`: a pure function of seed, sample and row. It takes no training
 * step, changes nothing in the engine, and gives the same draws however the rows are cut into batches.
 *
 * @param inputs [rows, ...input], at least one row.
 * @throws {InvalidOptionError} if an option is out of range, the model has no layer that draws, `variance` is "unbiased"
 * with one sample, or `step` is missing for a scheduled rate.
 * @throws {ShapeMismatchError} if the inputs are not the model's.
 * @example
 * const { mean, variance } = await monteCarloDropout(engine, validation.inputs, { samples: 100, seed: 42 });
 * mean.shape; // [100, 2]
 * @see Gal and Ghahramani, "Dropout as a Bayesian approximation" (2016), whose variance is that of the population
 */
export async function monteCarloDropout(
  engine: TrainingEngine,
  inputs: Tensor,
  options: MonteCarloDropoutOptions,
): Promise<MonteCarloPrediction> {
  const settings = resolveOptions(engine, inputs, options);
  const { rows, samples } = settings;
  const size = rows * shapeSize(engine.outputShape);
  const data = new Float32Array(samples * size);
  for (let sample = 0; sample < samples; sample++) {
    for (let firstRow = 0; firstRow < rows; firstRow += settings.batchSize) {
      await yieldToEventLoop();
      const output = await predictPart(engine, inputs, settings, sample, firstRow);
      data.set(output.data, sample * size + firstRow * shapeSize(engine.outputShape));
    }
  }
  const shape = [rows, ...engine.outputShape];
  const { mean, variance } = moments(data, samples, size, settings.variance === "unbiased" ? samples - 1 : samples);
  return {
    mean: { shape, data: mean },
    variance: { shape, data: variance },
    samples: { shape: [samples, ...shape], data },
  };
}

type Settings = Required<MonteCarloDropoutOptions> & { readonly rows: number };

/** One sample of the rows from `firstRow` on, at most a batch. */
function predictPart(
  engine: TrainingEngine,
  { shape: [, ...rowShape], data }: Tensor,
  { seed, step, rows: allRows, batchSize }: Settings,
  sample: number,
  firstRow: number,
): Promise<Tensor> {
  const rows = Math.min(batchSize, allRows - firstRow);
  const length = shapeSize(rowShape);
  const masks = engine.randomSites.map((randomSite, site) =>
    monteCarloMaskOfSite(randomSite, { seed, site, sample, step, rows, firstRow }),
  );
  const part = data.slice(firstRow * length, (firstRow + rows) * length);
  return engine.predict({ shape: [rows, ...rowShape], data: part }, masks);
}

/** Mean and variance over the samples, sums in f64 in the samples' order. */
function moments(
  data: Float32Array,
  samples: number,
  size: number,
  divisor: number,
): { readonly mean: Float32Array; readonly variance: Float32Array } {
  const mean = new Float32Array(size);
  const variance = new Float32Array(size);
  for (let index = 0; index < size; index++) {
    let sum = 0;
    for (let sample = 0; sample < samples; sample++) sum += data[sample * size + index]!;
    const centre = sum / samples;
    let squares = 0;
    for (let sample = 0; sample < samples; sample++) {
      const deviation = data[sample * size + index]! - centre;
      squares += deviation * deviation;
    }
    mean[index] = centre;
    variance[index] = squares / divisor;
  }
  return { mean, variance };
}

function resolveOptions(engine: TrainingEngine, inputs: Tensor, options: MonteCarloDropoutOptions): Settings {
  const subject = "monteCarloDropout";
  requireEngine(engine, subject);
  rejectUnknownOptions(subject, options, ["samples", "seed", "batchSize", "variance", "step"]);
  const variance = requireOneOf(`${subject}: variance`, options.variance ?? "population", ["population", "unbiased"]);
  const samples = requireInteger(`${subject}: samples`, options.samples, {
    min: variance === "unbiased" ? 2 : 1,
    ...(variance === "unbiased" ? { remedy: "The unbiased variance divides by samples - 1." } : {}),
  });
  const batchSize = requireInteger(`${subject}: batchSize`, options.batchSize ?? 1024, { min: 1 });
  if (engine.randomSites.length === 0) {
    throw new InvalidOptionError({
      subject,
      rule: "needs a model with a layer that draws: all its samples would be equal",
      remedy: "Use engine.predict, or put dropout into the model.",
    });
  }
  const [rows = 0, ...rowShape] = inputs.shape;
  if (rows < 1 || !shapesEqual(rowShape, engine.inputShape)) {
    throw new ShapeMismatchError({
      subject: `${subject}: inputs`,
      rule: `must be of shape [rows, ${engine.inputShape.join(", ")}] with at least one row`,
      received: inputs.shape,
    });
  }
  return { samples, seed: options.seed, batchSize, variance, step: requireStep(engine, options.step), rows };
}

function requireStep(engine: TrainingEngine, step: number | undefined): number {
  const scheduled = engine.randomSites.some(
    (site) => typeof (site.kind === "gaussian-noise" ? site.standardDeviation : site.rate) === "object",
  );
  if (scheduled || step !== undefined) {
    return requireInteger("monteCarloDropout: step", step, {
      min: 0,
      remedy: "It tells the rate of the layers whose rate is a schedule.",
    });
  }
  return 0;
}
