import { requireBoolean, requireNumber } from "../../errors/check-option.ts";
import { filledWith } from "../filled-with.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link batchNorm} returns. */
export interface BatchNormSpec extends Required<BatchNormOptions> {
  readonly kind: "batch-norm";
}

/** Options of {@link batchNorm}. */
export interface BatchNormOptions {
  /** Added to the variance; greater than 0. Keras's default is 0.001. @default 1e-5 */
  readonly epsilon?: number;
  /**
   * Share of the new batch in the running statistics, in [0, 1]; "cumulative" (PyTorch's None) gives every batch so far
   * the same share. Keras's momentum is 1 minus this: its default of 0.99 is 0.01 here. @default 0.1
   */
  readonly momentum?: number | "cumulative";
  /** Whether there are a weight and a bias. @default true */
  readonly affine?: boolean;
  /** Whether running statistics are kept for evaluation; without, evaluation takes its batch's own. @default true */
  readonly trackRunningStats?: boolean;
}

const CHANNELS_FIRST =
  "Channels are the first axis of a row: [channels], [channels, length], [channels, height, width].";

export const BATCH_NORM: LayerDefinition<BatchNormSpec> = {
  kind: "batch-norm",
  options: ["epsilon", "momentum", "affine", "trackRunningStats"],
  hints: {
    eps: "Name it epsilon.",
    track_running_stats: "Name it trackRunningStats.",
    numFeatures: "It is inferred from the rows.",
    num_features: "It is inferred from the rows.",
    axis: CHANNELS_FIRST,
    decay: "Write momentum: 1 - decay.",
    center: "Write affine for weight and bias together.",
    scale: "Write affine for weight and bias together.",
    unbiased: "The running variance is the unbiased one, as in PyTorch.",
  },
  check: (subject, { epsilon = 1e-5, momentum = 0.1, affine = true, trackRunningStats = true }) => ({
    kind: "batch-norm",
    epsilon: requireNumber(`${subject}: epsilon`, epsilon, { min: 0, exclusive: "min" }),
    momentum:
      momentum === "cumulative"
        ? momentum
        : requireNumber(`${subject}: momentum`, momentum, {
            min: 0,
            max: 1,
            remedy: "PyTorch's None is \"cumulative\"; Keras's momentum is 1 minus ours.",
          }),
    affine: requireBoolean(`${subject}: affine`, affine),
    trackRunningStats: requireBoolean(`${subject}: trackRunningStats`, trackRunningStats),
  }),
  infer({ affine, trackRunningStats }, inputShape) {
    const shape = [inputShape[0]!];
    return {
      outputShape: inputShape,
      parameters: affine
        ? [
            { role: "weight", shape, initial: filledWith(1) },
            { role: "bias", shape, initial: filledWith(0) },
          ]
        : [],
      buffers: trackRunningStats
        ? [
            { role: "running_mean", shape, initial: 0 },
            { role: "running_var", shape, initial: 1 },
            { role: "num_batches_tracked", shape: [], initial: 0 },
          ]
        : [],
    };
  },
};

/**
 * Batch normalisation of rows [channels, ...positions]: each channel is brought to mean 0 and variance 1 over the rows and
 * positions of the batch, then scaled and shifted.
 *
 *     y = (x - mean) / √(variance + epsilon) · weight + bias
 *
 * In training mean and (biased) variance are those of the micro-batch; each moves the running statistics, running =
 * (1 - momentum)·running + momentum·observed, where the observed variance is the unbiased one (divided by n - 1). In
 * evaluation the running statistics are used and nothing changes. PyTorch's `BatchNorm1d`, `2d` and `3d`, by the rows'
 * shape; buffers `running_mean`, `running_var` and `num_batches_tracked` (an f32 scalar, exact up to 2^24 batches).
 *
 * Statistics are those of a micro-batch, so a batch that is cut trains otherwise than a whole one; so it does in PyTorch
 * under gradient accumulation. Keras differs: its momentum is 1 minus this one, its epsilon is 0.001, its running
 * variance is biased, and its channels are last.
 *
 * @param options.epsilon added to the variance. @default 1e-5
 * @param options.momentum share of the new batch, or "cumulative". @default 0.1
 * @param options.affine whether there are a weight (1 at first) and a bias (0). @default true
 * @param options.trackRunningStats whether evaluation uses running statistics. @default true
 * @throws {InvalidOptionError} if an option is out of range or unknown.
 * @example
 * batchNorm();
 * batchNorm({ momentum: 0.01, epsilon: 0.001 }); // Keras's defaults, but for the running variance
 * @see Ioffe and Szegedy, "Batch normalization" (2015)
 */
export function batchNorm(options: BatchNormOptions = {}): BatchNormSpec {
  return makeLayer(BATCH_NORM, "batchNorm", { ...options });
}
