import type { DrawnMask } from "../../dropout/apply-dropout.ts";
import type { MultiHeadAttentionSpec } from "../../model/layers/multi-head-attention.ts";
import type { HeadMatrix, HeadProducts } from "../kernels/attention-loops.ts";
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
      const weights = softmaxOfScores(kernels, form, projected, rows);
      const mask =
        masks === undefined || site === undefined
          ? undefined
          : kernels.drawMask(masks[site]!, [rows, heads, positions, positions]);
      const dropped = mask === undefined ? weights : kernels.applyMask(weights, mask);
      const mixed = mixValues(kernels, form, projected, dropped, rows);
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

/** The heads side by side, [rows, positions, parts, features]: a line for each position, a column for each of a head's features. */
function byPosition({ heads, positions, features }: HeadForm, values: Float32Array, parts = 1, part = 0): HeadMatrix {
  const lineStride = parts * features;
  return {
    values,
    start: part * features,
    rowStride: positions * lineStride,
    headStride: features / heads,
    lineStride,
    columnStride: 1,
  };
}

/** [rows, heads, positions, positions]. */
function squares({ heads, positions }: HeadForm, values: Float32Array): HeadMatrix {
  const headStride = positions * positions;
  return { values, start: 0, rowStride: heads * headStride, headStride, lineStride: positions, columnStride: 1 };
}

/** Lines for columns. */
function turned(matrix: HeadMatrix): HeadMatrix {
  return { ...matrix, lineStride: matrix.columnStride, columnStride: matrix.lineStride };
}

/** Of a matrix with a line for each position by one with a column for each. */
function toSquares({ heads, positions, features, causal }: HeadForm, rows: number): HeadProducts {
  const form = { rows, heads, lines: positions, inner: features / heads, columns: positions };
  return causal ? { ...form, leavesOut: "columns above" } : form;
}

/** Of squares, or of squares turned round, by a matrix with a line for each position. */
function fromSquares(
  { heads, positions, features, causal }: HeadForm,
  rows: number,
  leavesOut: "inner above" | "inner below",
): HeadProducts {
  const form = { rows, heads, lines: positions, inner: positions, columns: features / heads };
  return causal ? { ...form, leavesOut } : form;
}

function softmaxOfScores(kernels: Kernels, form: HeadForm, projected: Float32Array, rows: number): Float32Array {
  const { heads, positions, scale, causal } = form;
  const weights = kernels.floats(rows * heads * positions * positions);
  const [queries, keys] = [byPosition(form, projected, 3, 0), byPosition(form, projected, 3, 1)];
  kernels.addHeadProducts(toSquares(form, rows), queries, turned(keys), squares(form, weights));
  kernels.softmaxOfScores(weights, positions, scale, causal);
  return weights;
}

function mixValues(
  kernels: Kernels,
  form: HeadForm,
  projected: Float32Array,
  dropped: Float32Array,
  rows: number,
): Float32Array {
  const { positions, features } = form;
  const mixed = kernels.floats(rows * positions * features);
  const values = byPosition(form, projected, 3, 2);
  const products = fromSquares(form, rows, "inner above");
  kernels.addHeadProducts(products, squares(form, dropped), values, byPosition(form, mixed));
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
  const { positions, scale, causal } = form;
  const { projected, weights, dropped, mask } = saved;
  const gradient = kernels.floats(projected.length);
  const weightGradients = kernels.floats(weights.length);
  const ofMixed = byPosition(form, mixedGradient);
  const [queries, keys, values] = [0, 1, 2].map((part) => byPosition(form, projected, 3, part));
  const [ofQueries, ofKeys, ofValues] = [0, 1, 2].map((part) => byPosition(form, gradient, 3, part));
  kernels.addHeadProducts(toSquares(form, rows), ofMixed, turned(values!), squares(form, weightGradients));
  const [upwards, downwards] = [fromSquares(form, rows, "inner above"), fromSquares(form, rows, "inner below")];
  kernels.addHeadProducts(downwards, turned(squares(form, dropped)), ofMixed, ofValues!);
  const beforeDropout = mask === undefined ? weightGradients : kernels.applyMaskGradient(weightGradients, mask);
  const scores = squares(form, kernels.gradientOfScores(weights, beforeDropout, positions, scale, causal));
  kernels.addHeadProducts(upwards, scores, keys!, ofQueries!);
  kernels.addHeadProducts(downwards, turned(scores), queries!, ofKeys!);
  return gradient;
}
