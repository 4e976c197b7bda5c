import { meanSquaredError, reshape, type LayerSpec, type SgdStep, type Tensor } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { largestMagnitude } from "../check/compare-numbers.ts";
import { gradientProbe, targetsFor } from "../suites/gradient-probe.ts";

/** A layer at work, as vectors hold it. */
export interface LayerRun {
  readonly layer: LayerSpec;
  /** [rows, ...] */
  readonly inputs: Tensor;
  /** By role: `weight`, `bias`. */
  readonly parameters: Readonly<Record<string, Tensor>>;
  /** Running statistics by role. @default none */
  readonly buffers?: Readonly<Record<string, Tensor>>;
  readonly outputs: ArrayLike<number>;
  readonly outputGradient: Float32Array;
}

/** How large the terms of a layer's sums are together: the largest root of a sum of their squares. */
export interface TermMagnitudes {
  readonly output: number;
  readonly inputGradient: number;
  /** By role. */
  readonly parameterGradients: Readonly<Record<string, number>>;
}

/** After a first step with momentum the velocity is the gradient, to the bit. */
const FIRST_STEP: SgdStep = { learningRate: 1, momentum: 0.5, gradientScale: 1, nesterov: false, weightDecay: 0 };

/**
 * The terms of a layer that is linear: `√Σ t²` over the products that each element sums, the largest of all elements.
 *
 * Partial sums of terms in an order that does not depend on them are as large as a random walk, √Σt², or as their way to
 * the sum, Σt. Rounding refers to the larger. Squares of a linear layer's terms are summed by the layer itself, on
 * squared inputs, weights and gradients; the reference engine does it.
 *
 * @returns undefined for a layer that is not linear in its inputs and in its parameters.
 */
export async function termMagnitudes({
  layer,
  inputs,
  parameters,
  outputGradient,
}: LayerRun): Promise<TermMagnitudes | undefined> {
  if (!isLinear(layer)) return undefined;
  // Ids select rows: they are no terms.
  const squaredInputs = layer.kind === "embedding" ? inputs : squares(inputs);
  const named = Object.fromEntries(Object.entries(parameters).map(([role, tensor]) => [`2.${role}`, squares(tensor)]));
  const probe = gradientProbe(layer, squaredInputs, named, [reshape(inputs.shape.slice(1))]);
  using engine = createReferenceEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const outputs = (await engine.predict(probe.inputs)).data;
  const targets = targetsFor(
    outputGradient.map((g) => g * g),
    outputs,
    inputs.shape[0]!,
  );
  if (layer.kind === "embedding") return { output: root(outputs), inputGradient: 0, parameterGradients: {} };
  await engine.trainBatch([{ inputs: probe.inputs, targets, masks: [] }], FIRST_STEP).read();
  const { velocity = {} } = await engine.readState();
  return {
    output: root(outputs),
    inputGradient: root(velocity["0.weight"]!.data),
    parameterGradients: Object.fromEntries(
      Object.keys(parameters).map((role) => [role, root(velocity[`2.${role}`]!.data)]),
    ),
  };
}

function isLinear(layer: LayerSpec): boolean {
  switch (layer.kind) {
    case "dense":
      return layer.dropConnect === undefined;
    case "flatten":
    case "reshape":
    case "permute":
    case "embedding":
    case "positional-embedding":
      return true;
    default:
      return layer.kind.startsWith("conv") || layer.kind.includes("avg-pool");
  }
}

function squares({ shape, data }: Tensor): Tensor {
  return { shape, data: data.map((value) => value * value) };
}

function root(values: ArrayLike<number>): number {
  return Math.sqrt(largestMagnitude(values));
}
