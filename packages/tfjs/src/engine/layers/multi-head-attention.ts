import type { MultiHeadAttentionSpec } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

import type { UnitMask } from "../../masks/unit-mask.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { batchMatMul } from "../batch-mat-mul.ts";
import { causalProduct, transposedCausalProduct } from "../causal-products.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { linear, linearInputGradient, linearWeightGradient } from "../linear.ts";
import { selectOrZero } from "../../select/select-or-zero.ts";
import { select } from "../../select/select.ts";
import { spreadCondition } from "../../select/spread-condition.ts";
import { sumVectors } from "../sum-vectors.ts";

/** What the forward pass keeps. */
interface Saved {
  /** Each [rows, heads, positions, size]. */
  readonly queries: DeviceTensor;
  readonly keys: DeviceTensor;
  readonly values: DeviceTensor;
  /** Which position sees which, of the same shape as the weights; undefined where each sees all. */
  readonly visible: DeviceTensor | undefined;
  /** Softmax, [rows, heads, positions, positions]. */
  readonly weights: DeviceTensor;
  /** The same with dropout. */
  readonly dropped: DeviceTensor;
  readonly mask: UnitMask | undefined;
  /** The heads side by side, [rows · positions, features]. */
  readonly mixed: DeviceTensor;
}

/**
 * [q k v] = x·W_in + b_in; for each row and head p = softmax(q·kᵀ / √d) with d = features / heads, a = dropout(p), o = a·v;
 * y = o·W_out + b_out. In a causal layer p is +0 for every position after a query's own.
 *
 * Backward, with g the gradient of y: do = g·W_outᵀ; dv = aᵀ·do; da = do·vᵀ, dp from it by the mask; ds = p·(dp - Σ_j p·dp) / √d;
 * dq = ds·k; dk = dsᵀ·q; dx = [dq dk dv]·W_inᵀ.
 */
export function multiHeadAttentionKernel(
  { heads, causal }: MultiHeadAttentionSpec,
  { inputShape, sites }: ResolvedLayer,
): LayerKernel<Saved> {
  const [positions, features] = inputShape as [number, number];
  const size = features / heads;
  const scale = Math.fround(1 / Math.sqrt(size));
  /** Products with what is +0 for later positions. */
  const forwards = causal ? causalProduct : batchMatMul;
  const backwards = causal
    ? transposedCausalProduct
    : (tf: TfjsNamespace, a: DeviceTensor, b: DeviceTensor): DeviceTensor => batchMatMul(tf, a, b, { a: true });

  return {
    forward(input, { tf, parameters, masks }) {
      const rows = input.shape[0];
      const x = tf.reshape(input, [rows * positions, features]);
      const projected = linear(tf, x, parameters["in_proj_weight"]!, parameters["in_proj_bias"]);
      const [queries, keys, values] = intoHeads(tf, projected, [rows, positions, heads, size], 3);
      const scores = tf.mul(batchMatMul(tf, queries!, keys!, { b: true }), scale);
      const visible = causal ? visiblePositions(tf, scores) : undefined;
      const weights = softmaxOf(tf, scores, visible);
      const mask = sites.length === 0 ? undefined : masks?.[sites[0]!];
      const dropped = mask === undefined ? weights : mask.apply(weights);
      const mixed = fromHeads(tf, [forwards(tf, dropped, values!)]);
      const output = linear(tf, mixed, parameters["out_proj.weight"]!, parameters["out_proj.bias"]);
      return {
        output: tf.reshape(output, input.shape),
        saved: { queries: queries!, keys: keys!, values: values!, visible, weights, dropped, mask, mixed },
      };
    },

    backward(outputGradient, { input, saved }, { tf, parameters, needsInputGradient }) {
      const { queries, keys, values, visible, weights, dropped, mask, mixed } = saved;
      const rows = input.shape[0];
      const vectors = [rows * positions, features];
      const gradient = tf.reshape(outputGradient, vectors);
      const ofMixed = linearInputGradient(tf, gradient, parameters["out_proj.weight"]!);
      const [ofHeads] = intoHeads(tf, ofMixed, [rows, positions, heads, size], 1);
      const ofDropped = batchMatMul(tf, ofHeads!, values, { b: true });
      const ofWeights = mask === undefined ? ofDropped : mask.applyGradient(ofDropped);
      const ofScores = tf.mul(softmaxGradient(tf, ofWeights, weights, visible), scale);
      const ofProjected = fromHeads(tf, [
        forwards(tf, ofScores, keys),
        backwards(tf, ofScores, queries),
        backwards(tf, dropped, ofHeads!),
      ]);
      return {
        ...(needsInputGradient
          ? { input: tf.reshape(linearInputGradient(tf, ofProjected, parameters["in_proj_weight"]!), input.shape) }
          : {}),
        parameters: {
          in_proj_weight: linearWeightGradient(tf, tf.reshape(input, vectors), ofProjected),
          "out_proj.weight": linearWeightGradient(tf, mixed, gradient),
          ...(parameters["in_proj_bias"] === undefined
            ? {}
            : { in_proj_bias: sumVectors(tf, ofProjected), "out_proj.bias": sumVectors(tf, gradient) }),
        },
      };
    },
  };
}

/** True where a position (row) sees another (column): up to itself. In the shape of the scores. */
function visiblePositions(tf: TfjsNamespace, scores: DeviceTensor): DeviceTensor {
  const positions = scores.shape.at(-1)!;
  const places = tf.range(0, positions, 1, "int32");
  const visible = tf.greaterEqual(tf.reshape(places, [positions, 1]), places);
  return spreadCondition(tf, tf.reshape(visible, [1, 1, positions, positions]), scores);
}

/**
 * Softmax along the last axis over what is visible; +0 elsewhere. Selected before and after: neither a NaN nor an infinity
 * reaches a position that does not see it.
 */
function softmaxOf(tf: TfjsNamespace, scores: DeviceTensor, visible: DeviceTensor | undefined): DeviceTensor {
  const seen = visible === undefined ? scores : select(tf, visible, scores, tf.fill(scores.shape, -Infinity));
  const shares = softmax(tf, seen);
  return visible === undefined ? shares : selectOrZero(tf, visible, shares);
}

function softmax(tf: TfjsNamespace, scores: DeviceTensor): DeviceTensor {
  // One kernel, whose exponential takes a twentieth of the time of tf.exp; other backends put it together as below.
  if (tf.getBackend() === "wasm") return tf.softmax(scores);
  const exponentials = tf.exp(tf.sub(scores, tf.max(scores, -1, true)));
  return tf.div(exponentials, tf.sum(exponentials, -1, true));
}

/** dp through softmax: p·(dp - Σ_j p·dp) over what is visible; +0 elsewhere. */
function softmaxGradient(
  tf: TfjsNamespace,
  ofWeights: DeviceTensor,
  weights: DeviceTensor,
  visible: DeviceTensor | undefined,
): DeviceTensor {
  const seen = visible === undefined ? ofWeights : selectOrZero(tf, visible, ofWeights);
  const mean = tf.sum(tf.mul(weights, seen), -1, true);
  const ofScores = tf.mul(weights, tf.sub(seen, mean));
  return visible === undefined ? ofScores : selectOrZero(tf, visible, ofScores);
}

/**
 * Cuts [rows · positions, parts · heads · size] into parts of [rows, heads, positions, size]. One transposition puts the heads
 * of all parts before positions; then each part is one piece of a row.
 */
function intoHeads(
  tf: TfjsNamespace,
  vectors: DeviceTensor,
  [rows, positions, heads, size]: readonly [number, number, number, number],
  parts: number,
): readonly DeviceTensor[] {
  const split = tf.reshape(vectors, [rows, positions, parts * heads, size]);
  const turned = tf.transpose(split, [0, 2, 1, 3]);
  if (parts === 1) return [turned];
  const pieces = tf.split(tf.reshape(turned, [rows, -1]), parts, 1);
  return pieces.map((piece) => tf.reshape(piece, [rows, heads, positions, size]));
}

/** The inverse of {@link intoHeads}. */
function fromHeads(tf: TfjsNamespace, parts: readonly DeviceTensor[]): DeviceTensor {
  const [rows, , positions] = parts[0]!.shape as [number, number, number, number];
  const joined = parts.length === 1 ? parts[0]! : tf.concat([...parts], 1);
  return tf.reshape(tf.transpose(joined, [0, 2, 1, 3]), [rows * positions, -1]);
}
