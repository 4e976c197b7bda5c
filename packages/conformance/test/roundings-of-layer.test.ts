import {
  avgPool2d,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  gelu,
  gru,
  layerNorm,
  maxPool2d,
  meanSquaredError,
  multiHeadAttention,
  parallel,
  relu,
  residual,
  sequential,
  softmax,
  tanh,
  type LayerSpec,
} from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { describe, expect, it } from "vitest";
import { layerCases } from "../src/vectors/vector-files.ts";
import { convolutionCases } from "../src/vectors/convolution-cases.ts";
import { sequenceLayerCases } from "../src/vectors/layers-seq-cases.ts";
import { layerNormCases } from "../src/vectors/layers-norm-cases.ts";
import { poolCases } from "../src/vectors/pool-cases.ts";
import { roundingsOfLayer, roundingsOfStack } from "../src/tolerance/roundings-of-layer.ts";
import type { Roundings } from "../src/tolerance/roundings.ts";

const CONTEXT = { rows: 10, perFunction: 8 };

function of(inputShape: readonly number[], ...layers: readonly LayerSpec[]): Roundings {
  const model = sequential({ inputShape, layers });
  const resolved = resolveEngineModel("test", model, { loss: meanSquaredError(), seed: 0 }).layers;
  return layers.length === 1 ? roundingsOfLayer(resolved[0]!, CONTEXT) : roundingsOfStack(resolved, CONTEXT);
}

describe("roundings of a layer", () => {
  it.each<[string, readonly number[], LayerSpec, Roundings]>([
    ["relu", [5], relu(), { output: 0, inputGradient: 0, parameterGradient: 0 }],
    ["dense", [7], dense(3), { output: 8, inputGradient: 3, parameterGradient: 10 }],
    ["dense on positions", [4, 7], dense(3, { bias: false }), { output: 7, inputGradient: 3, parameterGradient: 40 }],
    ["conv2d", [2, 6, 6], conv2d(4, { kernelSize: 3 }), { output: 19, inputGradient: 36, parameterGradient: 160 }],
    ["tanh", [5], tanh(), { output: 8, inputGradient: 11, parameterGradient: 0 }],
    ["softmax", [5], softmax(), { output: 22, inputGradient: 30, parameterGradient: 0 }],
    ["max pool", [1, 4, 4], maxPool2d(2), { output: 0, inputGradient: 4, parameterGradient: 0 }],
    ["average pool", [1, 4, 4], avgPool2d(2), { output: 12, inputGradient: 12, parameterGradient: 0 }],
    ["embedding", [3], embedding(5, 2), { output: 0, inputGradient: 0, parameterGradient: 30 }],
    ["dropout", [3], dropout(0.5), { output: 2, inputGradient: 2, parameterGradient: 0 }],
    ["layer norm", [6], layerNorm(), { output: 50, inputGradient: 84, parameterGradient: 61 }],
  ])("of %s", (_name, shape, layer, expected) => {
    expect(of(shape, layer)).toEqual(expected);
  });
  it("grow with every length that is summed over", () => {
    expect(of([8], dense(3)).output).toBeGreaterThan(of([7], dense(3)).output);
    expect(of([4, 6], multiHeadAttention({ heads: 2 })).output).toBeGreaterThan(
      of([3, 6], multiHeadAttention({ heads: 2 })).output,
    );
    expect(of([4, 6], gru({ hidden: 3 })).output).toBe(2 * of([2, 6], gru({ hidden: 3 })).output);
    expect(of([8], layerNorm()).output).toBeGreaterThan(of([7], layerNorm()).output);
  });
  it("grow with what functions cost, where there are any", () => {
    const layer = resolveEngineModel("test", sequential({ inputShape: [4], layers: [gelu(), relu()] }), {
      loss: meanSquaredError(),
      seed: 0,
    }).layers;
    const dear = { rows: 10, perFunction: 32 };
    expect(roundingsOfLayer(layer[0]!, dear).output).toBe(roundingsOfLayer(layer[0]!, CONTEXT).output + 24);
    expect(roundingsOfLayer(layer[1]!, dear)).toEqual(roundingsOfLayer(layer[1]!, CONTEXT));
  });
  it("are numbers for every layer of every vector", () => {
    const all = [...layerCases, ...convolutionCases, ...sequenceLayerCases, ...layerNormCases, ...poolCases];
    for (const { input } of all) {
      const counts = Object.values(of(input.inputs.shape.slice(1), input.layer));
      expect(
        counts.every((count) => Number.isInteger(count) && count >= 0),
        `${input.layer.kind} ${counts.join()}`,
      ).toBe(true);
    }
  });
});

describe("roundings of a stack", () => {
  it("add up, and end with the longest sum over rows", () => {
    expect(of([7], dense(3), tanh(), dense(2))).toEqual({
      output: 8 + 8 + 4,
      inputGradient: 3 + 11 + 2,
      parameterGradient: 3 + 11 + 2 + 10,
    });
  });
  it("take the longest branch, and the sum that joins them", () => {
    expect(of([6], residual({ body: [dense(6), tanh()] })).output).toBe(7 + 8 + 1);
    expect(of([6], parallel([[dense(2)], [dense(2), tanh()], []]), flatten()).output).toBe(7 + 8);
  });
});
