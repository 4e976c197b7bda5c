import { applyDropout, applyDropoutGradient, type DropoutMask } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

/** Arrays by the names of parameters: `0.weight`, `0.bias`. */
export type Arrays = Readonly<Record<string, Float32Array>>;

/**
 * One layer's forward pass.
 *
 * @param input rows one after another, [rows, ...inputShape].
 * @param masks one for every random site of the model; absent where dropout is off.
 * @returns [rows, ...outputShape]; the input itself where nothing changes.
 */
export function forward(
  layer: ResolvedLayer,
  input: Float32Array,
  rows: number,
  weights: Arrays,
  masks?: readonly DropoutMask[],
): Float32Array {
  const { spec } = layer;
  switch (spec.kind) {
    case "dense":
      return denseForward(layer, input, weights);
    case "relu":
      // A NaN stays one.
      return input.map((x) => (x <= 0 ? 0 : x));
    case "leaky-relu":
      return input.map((x) => (x > 0 ? x : x * spec.slope));
    case "dropout": {
      const mask = masks?.[layer.sites[0]!];
      return mask === undefined ? input : applyDropout(input, mask, [rows, ...layer.inputShape]);
    }
    default:
      // flatten, reshape: the numbers stay where they are.
      return input;
  }
}

/**
 * One layer's backward pass.
 *
 * @param input what the forward pass took.
 * @param gradient of the loss sum with respect to what it returned.
 * @param sums gradients by parameter: this layer's are added to what is there.
 * @returns the gradient with respect to the input.
 */
export function backward(
  layer: ResolvedLayer,
  input: Float32Array,
  gradient: Float32Array,
  rows: number,
  weights: Arrays,
  masks: readonly DropoutMask[],
  sums: Arrays,
): Float32Array {
  const { spec } = layer;
  switch (spec.kind) {
    case "dense":
      return denseBackward(layer, input, gradient, weights, sums);
    case "relu":
      return gradient.map((g, index) => (input[index]! > 0 ? g : 0));
    case "leaky-relu":
      return gradient.map((g, index) => (input[index]! > 0 ? g : g * spec.slope));
    case "dropout":
      return applyDropoutGradient(gradient, masks[layer.sites[0]!]!, [rows, ...layer.inputShape]);
    default:
      return gradient;
  }
}

/** y = x·Wᵀ + b with W of shape [units, inputs]; a layer without a bias has no such array. */
function denseForward(
  { name, inputShape, outputShape }: ResolvedLayer,
  x: Float32Array,
  weights: Arrays,
): Float32Array {
  const inputs = inputShape.at(-1)!;
  const units = outputShape.at(-1)!;
  const weight = weights[`${name}.weight`]!;
  const bias = weights[`${name}.bias`];
  const y = new Float32Array((x.length / inputs) * units);
  for (let index = 0; index < y.length; index++) {
    const unit = index % units;
    const start = ((index - unit) / units) * inputs;
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += x[start + i]! * weight[unit * inputs + i]!;
    y[index] = sum + (bias?.[unit] ?? 0);
  }
  return y;
}

/** dx = g·W, and to the sums are added dW = gᵀ·x and db = Σ g. */
function denseBackward(
  { name, inputShape, outputShape }: ResolvedLayer,
  x: Float32Array,
  g: Float32Array,
  weights: Arrays,
  sums: Arrays,
): Float32Array {
  const inputs = inputShape.at(-1)!;
  const units = outputShape.at(-1)!;
  const weight = weights[`${name}.weight`]!;
  const weightSum = sums[`${name}.weight`]!;
  const biasSum = sums[`${name}.bias`];
  const dx = new Float32Array(x.length);
  for (let index = 0; index < g.length; index++) {
    const unit = index % units;
    const start = ((index - unit) / units) * inputs;
    for (let i = 0; i < inputs; i++) {
      const place = unit * inputs + i;
      dx[start + i]! += g[index]! * weight[place]!;
      weightSum[place]! += g[index]! * x[start + i]!;
    }
    if (biasSum !== undefined) biasSum[unit]! += g[index]!;
  }
  return dx;
}
