import { shapeSize, type Shape, type Tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

import { drawIntegers } from "./draw-integers.ts";
import { expectClose } from "./expect-close.ts";
import type { PoolExample } from "./pool-examples.ts";
import { poolLaw } from "./pool-law.ts";
import { aloneLayer, runLayer } from "./run-layer.ts";
import { seededTensor } from "./seeded-tensor.ts";

const ROWS = 2;
const CHANNELS = 2;

/** Checks a pool's output and gradient by the law, largest elements exactly, and that no tensor is left. */
export async function checkPool({ spec, spatial }: PoolExample): Promise<void> {
  const before = tf.memory().numTensors;
  const layer = aloneLayer(spec, [CHANNELS, ...spatial]);
  const max = spec.kind.includes("max");
  const input = max ? tied([ROWS, CHANNELS, ...spatial]) : seededTensor(3, [ROWS, CHANNELS, ...spatial], -1, 1);
  const g = seededTensor(4, [ROWS, ...layer.outputShape], -1, 1);
  const run = await runLayer(layer, input, g);
  const expected = poolLaw(spec, input, g);
  expect(run.output.shape).toEqual(g.shape);
  if (max) expect([...run.output.data]).toEqual(expected.output);
  else expectClose(run.output.data, expected.output, 1e-6);
  expect(run.inputGradient.shape).toEqual(input.shape);
  // Up to 64 f32 summands of size 1.
  expectClose(run.inputGradient.data, expected.inputGradient, 1e-5);
  expect(tf.memory().numTensors).toBe(before);
}

/** Few values, so that most windows have ties; also infinities, both zeros and NaN. */
function tied(shape: Shape): Tensor {
  const values = [-Infinity, -1, -1, -0, 0, 0, 2, 2, 2, Infinity, NaN, -1, 0, 2];
  const draw = drawIntegers(shapeSize(shape));
  return { shape, data: Float32Array.from({ length: shapeSize(shape) }, () => values[draw(0, values.length - 1)]!) };
}
