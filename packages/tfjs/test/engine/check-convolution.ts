import { shapeSize, type NamedTensors, type Shape, type Tensor } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

import type { ConvolutionExample } from "./convolution-examples.ts";
import { convolutionLaw } from "./convolution-law.ts";
import { expectClose } from "./expect-close.ts";
import { aloneLayer, runLayer } from "./run-layer.ts";
import { seededTensor } from "./seeded-tensor.ts";

const ROWS = 2;
/** Of the sums' largest possible value: up to 500 products of f32, each rounded. */
const TOLERANCE = 3e-5;

/** Checks a convolution's output by its definition, its gradients as adjoint to that, and that no tensor is left. */
export async function checkConvolution({ spec, inputShape }: ConvolutionExample): Promise<void> {
  const before = tf.memory().numTensors;
  const layer = aloneLayer(spec, inputShape);
  const [x, otherX] = [1, 2].map((seed) => seededTensor(seed, [ROWS, ...inputShape], -1, 1)) as [Tensor, Tensor];
  const [parameters, others] = [3, 5].map((seed) => seededParameters(layer, seed)) as [NamedTensors, NamedTensors];
  const g = seededTensor(7, [ROWS, ...layer.outputShape], -1, 1);
  const { output, inputGradient, parameterGradients } = await runLayer(layer, x, g, parameters);

  expect(output.shape).toEqual(g.shape);
  const scale = shapeSize(parameters["weight"]!.shape.slice(1)) + 1;
  expectClose(output.data, convolutionLaw(spec, x, parameters, layer.outputShape), TOLERANCE * scale);

  // y is linear in x and in (W, b): <g, y> of another x or other parameters is a product with the gradient.
  const [noBias, noWeight] = [{ weight: parameters["weight"]! }, { weight: zeros(parameters["weight"]!.shape) }];
  const bound = TOLERANCE * Math.sqrt(g.data.length) * scale;
  const along = dot(g.data, convolutionLaw(spec, otherX, noBias, layer.outputShape));
  expect(Math.abs(dot(inputGradient.data, otherX.data) - along)).toBeLessThan(bound);
  const ofWeight = dot(g.data, convolutionLaw(spec, x, { weight: others["weight"]! }, layer.outputShape));
  expect(Math.abs(dot(parameterGradients["weight"]!.data, others["weight"]!.data) - ofWeight)).toBeLessThan(bound);
  expect(Object.keys(parameterGradients)).toEqual(Object.keys(parameters));
  if (spec.bias) {
    const ofBias = dot(g.data, convolutionLaw(spec, x, { ...noWeight, bias: others["bias"]! }, layer.outputShape));
    expect(Math.abs(dot(parameterGradients["bias"]!.data, others["bias"]!.data) - ofBias)).toBeLessThan(bound);
  }
  expect(tf.memory().numTensors).toBe(before);
}

function zeros(shape: Shape): Tensor {
  return { shape, data: new Float32Array(shapeSize(shape)) };
}

function seededParameters({ parameters }: ResolvedLayer, seed: number): NamedTensors {
  return Object.fromEntries(
    parameters.map(({ role, shape }, index) => [role, seededTensor(seed + index, shape, -1, 1)]),
  );
}

function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}
