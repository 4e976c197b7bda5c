import { DROPOUT_RATE, GAUSSIAN_DROPOUT_RATE, STANDARD_DEVIATION } from "../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../dropout/rate-schedule.ts";
import { requireSharedAxes } from "../dropout/shared-axes.ts";
import { requireOneOf } from "../errors/check-option.ts";

/** The layers that draw for their activation; DropConnect is an option of `dense`. */
export type DropoutLayerSpec =
  | DropoutSpec
  | AlphaDropoutSpec
  | FeatureAlphaDropoutSpec
  | GaussianDropoutSpec
  | GaussianNoiseSpec
  | StochasticDepthSpec;

/** What `dropout` returns. */
export interface DropoutSpec {
  readonly kind: "dropout";
  /** Probability of *dropping* a unit, in [0, 1]; a number, or a schedule by optimiser step. */
  readonly rate: number | RateSchedule;
  /** Axes of the batch's activation along which units drop together; 0 is the rows. @default none */
  readonly sharedAxes?: readonly number[];
}

/** What `alphaDropout` returns. */
export interface AlphaDropoutSpec {
  readonly kind: "alpha-dropout";
  readonly rate: number | RateSchedule;
  /** As in {@link DropoutSpec}. @default none */
  readonly sharedAxes?: readonly number[];
}

/** What `featureAlphaDropout` returns. */
export interface FeatureAlphaDropoutSpec {
  readonly kind: "feature-alpha-dropout";
  readonly rate: number | RateSchedule;
}

/** What `gaussianDropout` returns. */
export interface GaussianDropoutSpec {
  readonly kind: "gaussian-dropout";
  /** In [0, 1): the noise has the variance rate / (1 - rate). */
  readonly rate: number | RateSchedule;
}

/** What `gaussianNoise` returns. */
export interface GaussianNoiseSpec {
  readonly kind: "gaussian-noise";
  /** At least 0. */
  readonly standardDeviation: number | RateSchedule;
}

/** What `stochasticDepth` returns. */
export interface StochasticDepthSpec {
  readonly kind: "stochastic-depth";
  readonly rate: number | RateSchedule;
  /** Whether every row drops by itself or the whole batch at once. */
  readonly mode: "row" | "batch";
}

/** Every kind of these layers with the names of its options. */
export const DROPOUT_LAYER_OPTIONS: Readonly<Record<DropoutLayerSpec["kind"], readonly string[]>> = {
  dropout: ["rate", "sharedAxes"],
  "alpha-dropout": ["rate", "sharedAxes"],
  "feature-alpha-dropout": ["rate"],
  "gaussian-dropout": ["rate"],
  "gaussian-noise": ["standardDeviation"],
  "stochastic-depth": ["rate", "mode"],
};

/**
 * Checks the options of one of these layers and fills in its defaults.
 *
 * @param subject how messages call the layer.
 * @throws {InvalidOptionError} naming the option that is wrong or missing.
 */
export function requireDropoutLayer<Kind extends DropoutLayerSpec["kind"]>(
  subject: string,
  kind: Kind,
  options: Readonly<Record<string, unknown>>,
): Extract<DropoutLayerSpec, { kind: Kind }> {
  return layerOf(subject, kind, options) as Extract<DropoutLayerSpec, { kind: Kind }>;
}

function layerOf(
  subject: string,
  kind: DropoutLayerSpec["kind"],
  options: Readonly<Record<string, unknown>>,
): DropoutLayerSpec {
  const { rate, standardDeviation, sharedAxes = [], mode = "row" } = options;
  switch (kind) {
    case "dropout":
    case "alpha-dropout": {
      const axes = requireSharedAxes(`${subject}: sharedAxes`, sharedAxes);
      // Absent where it is empty, so that a model has one form and one fingerprint.
      const shared = axes.length === 0 ? {} : { sharedAxes: axes };
      return { kind, rate: requireScheduledRate(rate, DROPOUT_RATE), ...shared };
    }
    case "feature-alpha-dropout":
      return { kind, rate: requireScheduledRate(rate, DROPOUT_RATE) };
    case "gaussian-dropout":
      return { kind, rate: requireScheduledRate(rate, GAUSSIAN_DROPOUT_RATE) };
    case "gaussian-noise":
      return { kind, standardDeviation: requireScheduledRate(standardDeviation, STANDARD_DEVIATION) };
    case "stochastic-depth":
      return {
        kind,
        rate: requireScheduledRate(rate, DROPOUT_RATE),
        mode: requireOneOf(`${subject}: mode`, mode, ["row", "batch"]),
      };
  }
}
