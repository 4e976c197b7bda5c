import { requireBoolean, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { shapeSize } from "../../tensor/shape.ts";
import { filledWith } from "../filled-with.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link groupNorm} and {@link instanceNorm} return. */
export interface GroupNormSpec extends Required<GroupNormOptions> {
  readonly kind: "group-norm";
  /** How many groups, or "channels" for a group a channel. */
  readonly groups: number | "channels";
}

/** Options of {@link groupNorm} and {@link instanceNorm}. */
export interface GroupNormOptions {
  /** Added to the variance; greater than 0. Keras's default is 0.001. @default 1e-5 */
  readonly epsilon?: number;
  /** Whether each channel has a weight and a bias. @default true; false for instanceNorm */
  readonly affine?: boolean;
}

export const GROUP_NORM: LayerDefinition<GroupNormSpec> = {
  kind: "group-norm",
  options: ["groups", "epsilon", "affine"],
  hints: {
    eps: "Name it epsilon.",
    axis: "Channels are the first axis of a row.",
    numChannels: "It is inferred from the rows.",
    num_channels: "It is inferred from the rows.",
    trackRunningStats: "It keeps none: training and evaluation are alike.",
    track_running_stats: "It keeps none: training and evaluation are alike.",
  },
  check: (subject, { groups, epsilon = 1e-5, affine = true }) => ({
    kind: "group-norm",
    groups:
      groups === "channels"
        ? groups
        : requireInteger(`${subject}: groups`, groups, {
            min: 1,
            remedy: '"channels" makes a group of each. Keras\'s -1 is "channels", too.',
          }),
    epsilon: requireNumber(`${subject}: epsilon`, epsilon, { min: 0, exclusive: "min" }),
    affine: requireBoolean(`${subject}: affine`, affine),
  }),
  infer({ groups, affine }, inputShape, { subject }) {
    const channels = inputShape[0]!;
    const count = groupCount(groups, channels);
    if (channels % count !== 0) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs rows whose channels, the first axis, are a multiple of its ${count} groups`,
        received: inputShape,
        remedy: "Choose groups that divide the channels.",
      });
    }
    if (shapeSize(inputShape) === count) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs more than one value in each of its ${count} groups`,
        received: inputShape,
        remedy: "A value alone is its own mean: all that came out would be the bias. Choose fewer groups.",
      });
    }
    const shape = [channels];
    return {
      outputShape: inputShape,
      parameters: affine
        ? [
            { role: "weight", shape, initial: filledWith(1) },
            { role: "bias", shape, initial: filledWith(0) },
          ]
        : [],
    };
  },
};

/** How many groups so many channels make. */
export function groupCount(groups: number | "channels", channels: number): number {
  return groups === "channels" ? channels : groups;
}

/**
 * Group normalisation of rows [channels, ...positions]: neighbouring channels make a group, whose values, all positions,
 * are brought to mean 0 and (biased) variance 1, each row by itself; then each channel is scaled and shifted.
 *
 *     y = (x - mean) / √(variance + epsilon) · weight + bias
 *
 * In training and evaluation alike. PyTorch's `GroupNorm`; Keras has channels last and an epsilon of 0.001.
 *
 * @param groups a divisor of the channels; 1 normalises the whole row. Or "channels".
 * @param options.epsilon added to the variance. @default 1e-5
 * @param options.affine whether there are a weight (1 at first) and a bias (0). @default true
 * @throws {InvalidOptionError} if an option is out of range or unknown.
 * @example
 * groupNorm(8);
 * @see Wu and He, "Group normalization" (2018)
 */
export function groupNorm(groups: number | "channels", options: GroupNormOptions = {}): GroupNormSpec {
  return makeLayer(GROUP_NORM, "groupNorm", { ...options, groups });
}

/**
 * Instance normalisation: each channel of each row by itself, `groupNorm("channels", { affine: false })`. PyTorch's
 * `InstanceNorm1d`, `2d` and `3d` with their defaults: no weight, no running statistics.
 *
 * @param options.epsilon added to the variance. @default 1e-5
 * @param options.affine whether there are a weight and a bias. @default false
 * @throws {InvalidOptionError} as {@link groupNorm}.
 * @example
 * instanceNorm();
 */
export function instanceNorm(options: GroupNormOptions = {}): GroupNormSpec {
  return makeLayer(GROUP_NORM, "instanceNorm", { affine: false, ...options, groups: "channels" });
}
