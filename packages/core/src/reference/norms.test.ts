import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  batchNorm,
  elu,
  gelu,
  groupNorm,
  hardtanh,
  instanceNorm,
  layerNorm,
  logSoftmax,
  selu,
  sequential,
  shapeSize,
  silu,
  softmax,
  softplus,
  uniform,
  keyFromSeed,
  type LayerSpec,
} from "../index.ts";
import { resolveLayers } from "../model/resolve-layers.ts";
import type { LayerKernel, NamedArrays } from "./layer-kernel.ts";
import { layerKernel } from "./layer-kernels.ts";
import { typescriptKernels } from "./kernels/typescript-kernels.ts";

/** Bounds the slope of a norm by 1/√0.1: over a few values that lie close together no difference would be a slope. */
const WIDE = { epsilon: 0.1 };

const LAYERS: readonly (readonly [LayerSpec, readonly number[]])[] = [
  [batchNorm(WIDE), [3]],
  [batchNorm({ ...WIDE, affine: false }), [2, 3]],
  [batchNorm({ ...WIDE, trackRunningStats: false }), [3, 2, 2]],
  [layerNorm(WIDE), [4]],
  [layerNorm({ ...WIDE, normalizedShape: [4], bias: false }), [3, 4]],
  [layerNorm({ ...WIDE, affine: false }), [2, 3]],
  [groupNorm(2, WIDE), [4, 3]],
  [groupNorm(2, { ...WIDE, affine: false }), [4]],
  [instanceNorm({ ...WIDE, affine: true }), [2, 2, 2]],
  [gelu(), [5]],
  [gelu({ approximate: "tanh" }), [5]],
  [silu(), [5]],
  [elu(0.4), [5]],
  [selu(), [5]],
  [softplus({ beta: 3, threshold: 2 }), [5]],
  [hardtanh({ min: -0.3, max: 0.4 }), [5]],
  [softmax(), [5]],
  [softmax(1), [3, 2]],
  [logSoftmax(-2), [3, 2]],
];
/** Where a derivative or a value jumps: no difference across one is a slope. */
const KINKS: Readonly<Record<string, readonly number[]>> = {
  elu: [0],
  selu: [0],
  hardtanh: [-0.3, 0.4],
  softplus: [2 / 3],
};
const STEP = 2 ** -9;
/** Some hundred f32 outputs, each off by 2^-25, over twice the step; and the curvature. */
const SHARE = 2e-3;

interface Subject {
  readonly kernel: LayerKernel;
  readonly parameters: NamedArrays;
  readonly buffers: () => NamedArrays;
}

function subjectOf(layer: LayerSpec, inputShape: readonly number[], seed: number): Subject {
  const [resolved] = resolveLayers(sequential({ inputShape, layers: [layer] }));
  const { parameters, buffers } = resolved!;
  return {
    kernel: layerKernel(resolved!, typescriptKernels()),
    parameters: Object.fromEntries(
      parameters.map(({ role, shape }, number) => [role, numbers(shapeSize(shape), seed + number).map((x) => x + 1.5)]),
    ),
    buffers: () =>
      Object.fromEntries(
        buffers.map(({ role, shape, initial }) => [role, new Float32Array(shapeSize(shape)).fill(initial)]),
      ),
  };
}

/** In [-1, 1). */
function numbers(count: number, seed: number): Float32Array {
  return uniform(keyFromSeed(seed), count).map((u) => 2 * u - 1);
}

const cases = fc.record({
  layer: fc.constantFrom(...LAYERS),
  rows: fc.integer({ min: 2, max: 5 }),
  seed: fc.nat(10_000),
});

describe("norms and activations", () => {
  it("have the gradients that differences of their own outputs have", () => {
    fc.assert(
      fc.property(cases, ({ layer: [layer, inputShape], rows, seed }) => {
        const { kernel, parameters, buffers } = subjectOf(layer, inputShape, seed);
        const input = numbers(rows * shapeSize(inputShape), seed + 7);
        const weights = numbers(input.length, seed + 8);
        const lossAt = (x: Float32Array, own: NamedArrays): number =>
          kernel
            .forward(x, rows, { parameters: own, buffers: buffers(), masks: undefined, training: true })
            .output.reduce((sum, y, index) => sum + y * weights[index]!, 0);
        const pass = { parameters, buffers: buffers(), masks: undefined, training: true };
        const { output, saved } = kernel.forward(input, rows, pass);
        const backward = { parameters, sums: {}, needsInputGradient: true };
        const gradients = kernel.backward(weights, { input, output, rows, saved }, backward);
        const expectSlopes = (gradient: Float32Array, values: Float32Array, at: (x: Float32Array) => number): void => {
          expect(gradient).toHaveLength(values.length);
          for (let index = 0; index < values.length; index++) {
            const moved = (offset: number): number => at(values.with(index, values[index]! + offset));
            const slope = (moved(STEP) - moved(-STEP)) / (2 * STEP);
            expect(Math.abs(gradient[index]! - slope)).toBeLessThan(SHARE * Math.max(1, Math.abs(slope)));
          }
        };
        fc.pre(input.every((x) => KINKS[layer.kind]?.every((kink) => Math.abs(x - kink) > 2 * STEP) ?? true));
        expectSlopes(gradients.input!, input, (x) => lossAt(x, parameters));
        for (const [role, values] of Object.entries(parameters)) {
          expectSlopes(gradients.parameters![role]!, values, (x) => lossAt(input, { ...parameters, [role]: x }));
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });
  it("leave the input gradient out where nobody needs it", () => {
    for (const [layer, inputShape] of LAYERS.filter(([{ kind }]) => kind.endsWith("norm"))) {
      const { kernel, parameters, buffers } = subjectOf(layer, inputShape, 1);
      const input = numbers(2 * shapeSize(inputShape), 2);
      const pass = { parameters, buffers: buffers(), masks: undefined, training: true };
      const { output, saved } = kernel.forward(input, 2, pass);
      const backward = { parameters, sums: {}, needsInputGradient: false };
      expect(kernel.backward(input, { input, output, rows: 2, saved }, backward).input).toBeUndefined();
    }
  });
  it("give the bits of the whole batch wherever it is cut, but for batch norm", () => {
    const cut = LAYERS.filter(([{ kind }]) => kind !== "batch-norm");
    fc.assert(
      fc.property(fc.constantFrom(...cut), fc.integer({ min: 2, max: 9 }), fc.nat(999), (found, rows, seed) => {
        const [layer, inputShape] = found;
        const { kernel, parameters } = subjectOf(layer, inputShape, seed);
        const size = shapeSize(inputShape);
        // So far apart that sums round.
        const input = numbers(rows * size, seed).map((x, index) => x * 2 ** (index % 13));
        const outputGradient = numbers(rows * size, seed + 1).map((x, index) => x * 2 ** ((index * 5) % 17));
        const run = (cuts: readonly number[]) => {
          const outputs: number[] = [];
          const inputs: number[] = [];
          let sums: NamedArrays = {};
          for (const [place, first] of cuts.entries()) {
            const end = cuts[place + 1] ?? rows;
            const part = input.slice(first * size, end * size);
            const forward = { parameters, buffers: {}, masks: undefined, training: true };
            const { output, saved } = kernel.forward(part, end - first, forward);
            const activation = { input: part, output, rows: end - first, saved };
            const backward = { parameters, sums, needsInputGradient: true };
            const gradients = kernel.backward(outputGradient.slice(first * size, end * size), activation, backward);
            sums = gradients.parameters ?? {};
            outputs.push(...output);
            inputs.push(...gradients.input!);
          }
          return { outputs, inputs, sums };
        };
        expect(run(Array.from({ length: rows }, (_, row) => row))).toEqual(run([0]));
        expect(run([0, Math.floor(rows / 2)])).toEqual(run([0]));
      }),
      { numRuns: 200, seed: 4 },
    );
  });
  it("round a sum over a row once, where it is added to the sum so far", () => {
    // f32(1 + (2^-24 + 2^-50)) is the number after 1; with the contribution rounded first, or added term by term, it is 1.
    for (const layer of [layerNorm({ normalizedShape: [1] }), batchNorm(), groupNorm(1)]) {
      const inputShape = layer.kind === "layer-norm" ? [2, 1] : [1, 2];
      const { kernel, parameters, buffers } = subjectOf(layer, inputShape, 1);
      const input = Float32Array.of(1, 2);
      const pass = { parameters, buffers: buffers(), masks: undefined, training: true };
      const { output, saved } = kernel.forward(input, 1, pass);
      const sums = { weight: Float32Array.of(0), bias: Float32Array.of(1) };
      const backward = { parameters, sums, needsInputGradient: false };
      const outputGradient = Float32Array.of(2 ** -24, 2 ** -50);
      const gradients = kernel.backward(outputGradient, { input, output, rows: 1, saved }, backward).parameters!;
      expect(gradients.bias).toEqual(Float32Array.of(1 + 2 ** -23));
      expect(gradients.bias).toBe(sums.bias);
    }
  });
});
