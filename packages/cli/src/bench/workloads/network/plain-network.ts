import type { NamedTensors, Tensor } from "@lockstep/core";
import { CLASSES, DENSE_LAYERS, DROPOUT_RATE, LEARNING_RATE } from "./benchmark-network.ts";
import type { LabelledBatch } from "./labelled-rows.ts";

/** What a batch comes to: its mean loss, and how many rows have their class as the largest output. */
export interface PlainMeasures {
  readonly loss: number;
  readonly correct: number;
}

interface Layer {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * Loss of the batch before and after one step of SGD on it, under the same masks. Plain loops in f64, by nobody's kernels:
 * what contestants are held against, so that all of them are known to do the same.
 *
 * @param keep a byte a unit for each hidden layer: 1 = kept. @default no dropout
 */
export function plainLosses(
  weights: NamedTensors,
  batch: LabelledBatch,
  keep?: readonly Uint8Array[],
): readonly [number, number] {
  const layers = layersOf(weights);
  const rows = batch.targets.data.length;
  const { activations, probabilities, loss } = forward(layers, batch, keep);
  let gradient: Float64Array = probabilities.map((p, at) => (p - oneAt(batch, at)) / rows);
  for (const [index, layer] of [...layers.entries()].toReversed()) {
    const input = activations[index]!;
    const below = index === 0 ? undefined : inputGradient(layer, gradient, input, keep !== undefined);
    descend(layer, gradient, input);
    if (below !== undefined) gradient = below;
  }
  return [loss, forward(layers, batch, keep).loss];
}

/** Loss and correct rows with dropout off, by the same loops. */
export function plainMeasures(weights: NamedTensors, batch: LabelledBatch): PlainMeasures {
  const { loss, probabilities } = forward(layersOf(weights), batch);
  const correct = batch.targets.data.reduce((count, label, row) => {
    const outputs = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
    return count + (outputs.indexOf(Math.max(...outputs)) === label ? 1 : 0);
  }, 0);
  return { loss, correct };
}

function layersOf(weights: NamedTensors): readonly Layer[] {
  return DENSE_LAYERS.map((name) => {
    const { shape, data } = weights[`${name}.weight`] as Tensor;
    const [outputs, inputs] = shape as readonly [number, number];
    return { weight: Float64Array.from(data), bias: Float64Array.from(weights[`${name}.bias`]!.data), inputs, outputs };
  });
}

function forward(
  layers: readonly Layer[],
  { inputs, targets }: LabelledBatch,
  keep?: readonly Uint8Array[],
): { readonly activations: readonly Float64Array[]; readonly probabilities: Float64Array; readonly loss: number } {
  const activations: Float64Array[] = [Float64Array.from(inputs.data)];
  for (const [index, layer] of layers.entries()) {
    const output = affine(layer, activations[index]!);
    const mask = keep?.[index];
    const isHidden = index < layers.length - 1;
    activations.push(isHidden ? output.map((z, at) => Math.max(0, z) * factor(mask, at)) : output);
  }
  const probabilities = activations.at(-1)!.slice();
  let lossSum = 0;
  for (const [row, label] of targets.data.entries()) {
    const outputs = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
    const largest = Math.max(...outputs);
    const total = outputs.reduce((sum, z) => sum + Math.exp(z - largest), 0);
    lossSum += Math.log(total) + largest - outputs[label]!;
    for (const [at, z] of outputs.entries()) outputs[at] = Math.exp(z - largest) / total;
  }
  return { activations, probabilities, loss: lossSum / targets.data.length };
}

function factor(mask: Uint8Array | undefined, at: number): number {
  return mask === undefined ? 1 : mask[at]! / (1 - DROPOUT_RATE);
}

function affine({ weight, bias, inputs, outputs }: Layer, input: Float64Array): Float64Array {
  const result = new Float64Array((input.length / inputs) * outputs);
  for (let at = 0; at < result.length; at++) {
    const unit = at % outputs;
    const from = ((at - unit) / outputs) * inputs;
    let sum = bias[unit]!;
    for (let k = 0; k < inputs; k++) sum += input[from + k]! * weight[unit * inputs + k]!;
    result[at] = sum;
  }
  return result;
}

/** Down to before the ReLU: a unit that was positive and kept passes its gradient on, times the survivors' scale. */
function inputGradient(
  { weight, inputs, outputs }: Layer,
  gradient: Float64Array,
  input: Float64Array,
  hasDropout: boolean,
): Float64Array {
  const scale = hasDropout ? 1 / (1 - DROPOUT_RATE) : 1;
  const result = new Float64Array(input.length);
  for (let at = 0; at < gradient.length; at++) {
    const unit = at % outputs;
    const to = ((at - unit) / outputs) * inputs;
    for (let k = 0; k < inputs; k++) result[to + k]! += gradient[at]! * weight[unit * inputs + k]!;
  }
  return result.map((g, at) => (input[at]! > 0 ? g * scale : 0));
}

function descend({ weight, bias, inputs, outputs }: Layer, gradient: Float64Array, input: Float64Array): void {
  for (let at = 0; at < gradient.length; at++) {
    const unit = at % outputs;
    const from = ((at - unit) / outputs) * inputs;
    const down = LEARNING_RATE * gradient[at]!;
    bias[unit]! -= down;
    for (let k = 0; k < inputs; k++) weight[unit * inputs + k]! -= down * input[from + k]!;
  }
}

function oneAt({ targets }: LabelledBatch, at: number): number {
  return targets.data[Math.floor(at / CLASSES)] === at % CLASSES ? 1 : 0;
}
