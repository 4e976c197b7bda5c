import { DROPOUT_RATE } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { requireBoolean, requireInteger } from "../../errors/check-option.ts";
import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { Initializer } from "../initializer.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { uniformByFanIn } from "../uniform-by-fan-in.ts";
import { uniformWithin } from "../uniform-within.ts";

/** What {@link multiHeadAttention} returns. */
export interface MultiHeadAttentionSpec {
  readonly kind: "multi-head-attention";
  readonly heads: number;
  readonly bias: boolean;
  /** Whether a position sees none after it. */
  readonly causal: boolean;
  /** Probability of dropping each attention weight in training. @default none */
  readonly dropout?: number | RateSchedule;
}

/** Options of {@link multiHeadAttention}. */
export interface MultiHeadAttentionOptions {
  /** How many heads share the features between them. */
  readonly heads: number;
  /** Probability of dropping each attention weight in training; a number in [0, 1], or a schedule. @default none */
  readonly dropout?: number | RateSchedule;
  /** Whether a position sees none after it. @default false */
  readonly causal?: boolean;
  /** Whether both projections add a bias. @default true */
  readonly bias?: boolean;
}

const zeros: Initializer = (_key, shape) => new Float32Array(shapeSize(shape));

export const MULTI_HEAD_ATTENTION: LayerDefinition<MultiHeadAttentionSpec> = {
  kind: "multi-head-attention",
  options: ["heads", "dropout", "causal", "bias"],
  hints: {
    numHeads: "Name it heads.",
    num_heads: "Name it heads.",
    embedDim: "The input tells it.",
    embed_dim: "The input tells it.",
    keyDim: "Each head takes features / heads of them.",
    isCausal: "Name it causal.",
    is_causal: "Name it causal.",
    batch_first: "Rows always come first.",
    useBias: "Name it bias.",
  },
  check: (subject, { heads, dropout, causal = false, bias = true }) => ({
    kind: "multi-head-attention",
    heads: requireInteger(`${subject}: heads`, heads, { min: 1 }),
    bias: requireBoolean(`${subject}: bias`, bias),
    causal: requireBoolean(`${subject}: causal`, causal),
    ...(dropout === undefined ? {} : { dropout: requireScheduledRate(dropout, DROPOUT_RATE) }),
  }),
  infer({ heads, bias, dropout }, inputShape, { subject }) {
    const [positions, features] = inputShape;
    if (inputShape.length !== 2 || features! % heads !== 0) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs rows of shape [positions, features] with features a multiple of its ${heads} heads`,
        received: inputShape,
        remedy: "Put embedding(...) or dense(features) before it, or choose other heads.",
      });
    }
    const size = features!;
    // Xavier's law, as nn.MultiheadAttention has it: over all three projections at once.
    const projection = uniformWithin(Math.sqrt(6 / (size + 3 * size)));
    return {
      outputShape: inputShape,
      parameters: [
        { role: "in_proj_weight", shape: [3 * size, size], initial: projection },
        ...(bias ? [{ role: "in_proj_bias", shape: [3 * size], initial: zeros }] : []),
        { role: "out_proj.weight", shape: [size, size], initial: uniformByFanIn(size) },
        ...(bias ? [{ role: "out_proj.bias", shape: [size], initial: zeros }] : []),
      ],
      ...(dropout === undefined
        ? {}
        : {
            randomSites: [
              { kind: "dropout", rate: dropout, shape: (rows: number) => [rows, heads, positions!, positions!] },
            ],
          }),
    };
  },
};

/**
 * Self-attention of several heads on rows of shape [positions, features]: [q k v] = x·W_inᵀ + b_in, each cut into `heads`
 * parts of d = features / heads; a head gives softmax(q·kᵀ / √d)·v; the heads side by side go through W_out and b_out. The
 * output has the input's shape.
 *
 * PyTorch's `nn.MultiheadAttention(features, heads, batch_first=True)` called with the same tensor three times, and its
 * parameters by name. Keras's `MultiHeadAttention` has a kernel for each projection and a `key_dim` of its own. In
 * training, each weight that a position gives another is dropped with the probability `dropout`.
 *
 * @param options.heads how many heads; they divide the features.
 * @param options.dropout probability of dropping each attention weight. @default none
 * @param options.causal whether a position sees none after it. @default false
 * @param options.bias whether both projections add a bias. @default true
 * @throws {InvalidOptionError} if `heads` is not a positive integer, or the probability no dropout rate.
 * @example
 * multiHeadAttention({ heads: 4, dropout: 0.1, causal: true });
 * @see Vaswani et al., "Attention is all you need" (2017)
 */
export function multiHeadAttention(options: MultiHeadAttentionOptions): MultiHeadAttentionSpec {
  return makeLayer(MULTI_HEAD_ATTENTION, "multiHeadAttention", { ...options });
}
