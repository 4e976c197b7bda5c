import type { DrawnMask } from "../../dropout/apply-dropout.ts";
import type { MultiHeadAttentionSpec } from "../../model/layers/multi-head-attention.ts";
import { exp } from "../../numeric/exp.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { affine } from "./dense.ts";

const f32 = Math.fround;

/** What the forward pass keeps. */
interface Saved {
  /** [rows, positions, 3 · features]: queries, keys and values, each head after head. */
  readonly projected: Float32Array;
  /** Softmax, [rows, heads, positions, positions]. */
  readonly weights: Float32Array;
  /** The same with dropout. */
  readonly dropped: Float32Array;
  readonly mask: DrawnMask | undefined;
  /** The heads side by side, [rows, positions, features]. */
  readonly mixed: Float32Array;
}

/**
 * [q k v] = x·W_inᵀ + b_in. For each row and head, with d = features / heads, s_ij = f32(f32(Σ_k q_ik · k_jk) · f32(1/√d));
 * with m_i = max_j s_ij, e_ij = exp(s_ij - m_i): p_ij = e_ij / Σ_j e_ij; a = dropout(p); o_i = Σ_j a_ij · v_j; y = o·W_outᵀ
 * + b_out. A causal layer runs every j up to i and leaves p at +0 after it.
 *
 * Backward, with g the gradient of y: do = g·W_out; dv_j = Σ_i a_ij · do_i; da_ij = Σ_k do_ik · v_jk, dp from it by the mask;
 * ds_ij = f32(p_ij · (dp_ij - Σ_j p_ij · dp_ij)) · f32(1/√d); dq_i = Σ_j ds_ij · k_j; dk_j = Σ_i ds_ij · q_i; dx = [dq dk
 * dv]·W_in. Sums run upwards; those of the parameters over positions within rows, on from the rows before.
 */
export function multiHeadAttentionKernel(
  kernels: Kernels,
  { heads, causal }: MultiHeadAttentionSpec,
  positions: number,
  features: number,
  site: number | undefined,
): LayerKernel<Saved> {
  const form: HeadForm = { heads, causal, positions, features, scale: f32(1 / Math.sqrt(features / heads)) };
  return {
    forward(input, rows, { parameters, masks }) {
      const projected = affine(kernels, input, parameters["in_proj_weight"]!, parameters["in_proj_bias"], features);
      const weights = softmaxOfScores(form, projected, rows);
      const mask =
        masks === undefined || site === undefined
          ? undefined
          : kernels.drawMask(masks[site]!, [rows, heads, positions, positions]);
      const dropped = mask === undefined ? weights : kernels.applyMask(weights, mask);
      const mixed = mixValues(form, projected, dropped, rows);
      const output = affine(kernels, mixed, parameters["out_proj.weight"]!, parameters["out_proj.bias"], features);
      return { output, saved: { projected, weights, dropped, mask, mixed } };
    },
    backward(outputGradient, { input, rows, saved }, { parameters, sums, needsInputGradient }) {
      const vectors = rows * positions;
      const mixedGradient = kernels.matmul(outputGradient, parameters["out_proj.weight"]!, vectors, features);
      const gradient = projectedGradient(kernels, form, saved, mixedGradient, rows);
      const biased = parameters["in_proj_bias"] !== undefined;
      return {
        ...(needsInputGradient
          ? { input: kernels.matmul(gradient, parameters["in_proj_weight"]!, vectors, 3 * features) }
          : {}),
        parameters: {
          in_proj_weight: kernels.matmulOfTransposed(gradient, input, vectors, sums["in_proj_weight"]),
          "out_proj.weight": kernels.matmulOfTransposed(outputGradient, saved.mixed, vectors, sums["out_proj.weight"]),
          ...(biased
            ? {
                in_proj_bias: kernels.sumRows(gradient, 3 * features, sums["in_proj_bias"]),
                "out_proj.bias": kernels.sumRows(outputGradient, features, sums["out_proj.bias"]),
              }
            : {}),
        },
      };
    },
  };
}

interface HeadForm {
  readonly heads: number;
  readonly causal: boolean;
  readonly positions: number;
  readonly features: number;
  /** f32(1/√d). */
  readonly scale: number;
}

/** Where things of one head of one row begin. */
interface Head {
  /** Among the projections: of the queries, keys and values at position 0. */
  readonly queries: number;
  readonly keys: number;
  readonly values: number;
  /** Among the weights. */
  readonly weights: number;
  /** Among the heads' outputs at position 0. */
  readonly mixed: number;
}

/** Every head of every row, in order. */
function headsOf({ heads, positions, features }: HeadForm, rows: number): readonly Head[] {
  return Array.from({ length: rows * heads }, (_, index) => {
    const row = Math.floor(index / heads);
    const feature = (index % heads) * (features / heads);
    const queries = row * positions * 3 * features + feature;
    return {
      queries,
      keys: queries + features,
      values: queries + 2 * features,
      weights: index * positions * positions,
      mixed: row * positions * features + feature,
    };
  });
}

/** How many positions position i sees. */
function seen({ causal, positions }: HeadForm, i: number): number {
  return causal ? i + 1 : positions;
}

function softmaxOfScores(form: HeadForm, projected: Float32Array, rows: number): Float32Array {
  const { heads, positions, features, scale } = form;
  const size = features / heads;
  const weights = new Float32Array(rows * heads * positions * positions);
  for (const { queries, keys, weights: start } of headsOf(form, rows)) {
    for (let i = 0; i < positions; i++) {
      const query = queries + i * 3 * features;
      const scores = weights.subarray(start + i * positions, start + i * positions + seen(form, i));
      for (let j = 0; j < scores.length; j++) {
        scores[j] = f32(dot(projected, query, projected, keys + j * 3 * features, size) * scale);
      }
      softmax(scores);
    }
  }
  return weights;
}

/** In place. A NaN anywhere makes all of them NaN. */
function softmax(scores: Float32Array): void {
  const maximum = scores.reduce((largest, score) => (score > largest ? score : largest));
  let sum = 0;
  for (let j = 0; j < scores.length; j++) {
    scores[j] = exp(f32(scores[j]! - maximum));
    sum = f32(sum + scores[j]!);
  }
  for (let j = 0; j < scores.length; j++) scores[j] = scores[j]! / sum;
}

function mixValues(form: HeadForm, projected: Float32Array, dropped: Float32Array, rows: number): Float32Array {
  const { heads, positions, features } = form;
  const size = features / heads;
  const mixed = new Float32Array(rows * positions * features);
  for (const { values, weights, mixed: start } of headsOf(form, rows)) {
    for (let i = 0; i < positions; i++) {
      const target = start + i * features;
      for (let j = 0; j < seen(form, i); j++) {
        addScaled(mixed, target, projected, values + j * 3 * features, dropped[weights + i * positions + j]!, size);
      }
    }
  }
  return mixed;
}

/** The gradient of queries, keys and values, in their places. */
function projectedGradient(
  kernels: Kernels,
  form: HeadForm,
  saved: Saved,
  mixedGradient: Float32Array,
  rows: number,
): Float32Array {
  const { heads, positions, features, scale } = form;
  const { projected, weights, dropped, mask } = saved;
  const size = features / heads;
  const gradient = new Float32Array(projected.length);
  const weightGradients = new Float32Array(weights.length);
  const all = headsOf(form, rows);
  for (const head of all) {
    for (let i = 0; i < positions; i++) {
      const source = head.mixed + i * features;
      for (let j = 0; j < seen(form, i); j++) {
        const weight = head.weights + i * positions + j;
        const value = head.values + j * 3 * features;
        weightGradients[weight] = dot(mixedGradient, source, projected, value, size);
        addScaled(gradient, value, mixedGradient, source, dropped[weight]!, size);
      }
    }
  }
  const beforeDropout = mask === undefined ? weightGradients : kernels.applyMaskGradient(weightGradients, mask);
  for (const head of all) {
    for (let i = 0; i < positions; i++) {
      const first = head.weights + i * positions;
      const query = head.queries + i * 3 * features;
      const mean = dot(weights, first, beforeDropout, first, seen(form, i));
      for (let j = 0; j < seen(form, i); j++) {
        const key = head.keys + j * 3 * features;
        const share = f32(weights[first + j]! * f32(beforeDropout[first + j]! - mean));
        const score = f32(share * scale);
        addScaled(gradient, query, projected, key, score, size);
        addScaled(gradient, key, projected, query, score, size);
      }
    }
  }
  return gradient;
}

/** Σ_k a_k · b_k. */
function dot(a: Float32Array, firstA: number, b: Float32Array, firstB: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum = f32(sum + f32(a[firstA + k]! * b[firstB + k]!));
  return sum;
}

/** target_k = f32(target_k + f32(factor · source_k)). */
function addScaled(
  target: Float32Array,
  first: number,
  source: Float32Array,
  firstSource: number,
  factor: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    target[first + k] = target[first + k]! + f32(factor * source[firstSource + k]!);
  }
}
