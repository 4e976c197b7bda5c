import { describe, expect, it } from "vitest";
import { COMPOSITES } from "../src/compose/composites.ts";
import {
  encodeGraph,
  float,
  GraphBuilder,
  int,
  ints,
  type Attributes,
  type GraphTarget,
  type GraphValue,
} from "../src/index.ts";
import { runBytes, runGraph } from "./run-graph.ts";
import type { Feed } from "./to-tensor.ts";

/** An operator with inputs, whose composition must give what the runtime's own kernel gives. */
interface Comparison {
  readonly operator: string;
  readonly attributes?: Attributes;
  readonly inputs: readonly Feed[];
}

/** Numbers from -6 to 6, near 0 and far from it. */
const VALUES = [-6, -3, -2.5, -1, -0.5, -1e-3, -0, 0, 1e-3, 0.25, 0.5, 1, 1.5, 3, 4, 6];
const LINE: Feed = { shape: [16], data: VALUES };
const ROWS: Feed = { shape: [4, 4], data: VALUES.map((value, index) => value + index / 8) };
const IMAGE: Feed = { shape: [2, 4, 2, 3], data: spread(48) };
const CHANNELS: Feed = { shape: [4], data: [0.5, -1, 2, 1.5] };
const SHIFTS: Feed = { shape: [4], data: [0.1, 0.2, -0.3, 0.4] };

function spread(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 3 * Math.sin(7 * index) + index / 16);
}

const COMPARISONS: readonly Comparison[] = [
  { operator: "Celu", attributes: { alpha: float(0.7) }, inputs: [LINE] },
  { operator: "Elu", inputs: [LINE] },
  { operator: "Elu", attributes: { alpha: float(0.3) }, inputs: [LINE] },
  { operator: "HardSigmoid", inputs: [LINE] },
  { operator: "HardSigmoid", attributes: { alpha: float(0.3), beta: float(0.4) }, inputs: [LINE] },
  { operator: "HardSwish", inputs: [LINE] },
  { operator: "Mish", inputs: [LINE] },
  { operator: "PRelu", inputs: [ROWS, CHANNELS] },
  { operator: "Relu", inputs: [LINE] },
  { operator: "Selu", inputs: [LINE] },
  { operator: "Selu", attributes: { alpha: float(1.1), gamma: float(0.9) }, inputs: [LINE] },
  { operator: "Shrink", inputs: [LINE] },
  { operator: "Shrink", attributes: { lambd: float(0.4), bias: float(0.2) }, inputs: [LINE] },
  { operator: "Sign", inputs: [LINE] },
  { operator: "Softplus", inputs: [LINE] },
  { operator: "Softsign", inputs: [LINE] },
  { operator: "ThresholdedRelu", inputs: [LINE] },
  { operator: "ThresholdedRelu", attributes: { alpha: float(0.25) }, inputs: [LINE] },
  { operator: "Clip", inputs: [LINE, { shape: [], data: [-1] }, { shape: [], data: [0.5] }] },
  { operator: "LRN", attributes: { size: int(3), alpha: float(0.1) }, inputs: [IMAGE] },
  {
    operator: "LRN",
    attributes: { size: int(5), alpha: float(0.5), beta: float(0.6), bias: float(2) },
    inputs: [IMAGE],
  },
  { operator: "LogSoftmax", inputs: [ROWS] },
  { operator: "Mean", inputs: [ROWS, CHANNELS, { shape: [4, 1], data: [1, 2, 3, 4] }] },
  {
    operator: "Pow",
    inputs: [
      { shape: [3], data: [0.5, 1, 2] },
      { shape: [3], data: [2, -1, 0.5] },
    ],
  },
  { operator: "Sum", inputs: [ROWS, CHANNELS, { shape: [4, 1], data: [1, 2, 3, 4] }] },
  { operator: "LogSoftmax", attributes: { axis: int(0) }, inputs: [ROWS] },
  { operator: "ReduceLogSumExp", attributes: { keepdims: int(0) }, inputs: [ROWS] },
  { operator: "ReduceLogSumExp", inputs: [{ shape: [2], data: [1000, 1000] }] },
  { operator: "InstanceNormalization", attributes: { epsilon: float(0.01) }, inputs: [IMAGE, CHANNELS, SHIFTS] },
  { operator: "LpNormalization", attributes: { axis: int(1) }, inputs: [ROWS] },
  { operator: "LpNormalization", attributes: { axis: int(0), p: int(1) }, inputs: [ROWS] },
  { operator: "LpNormalization", attributes: { axis: int(0) }, inputs: [{ shape: [2], data: [0, 0] }] },
  { operator: "MeanVarianceNormalization", inputs: [IMAGE] },
  { operator: "MeanVarianceNormalization", attributes: { axes: ints([1]) }, inputs: [IMAGE] },
  { operator: "LayerNormalization", attributes: { epsilon: float(0.01) }, inputs: [ROWS, CHANNELS, SHIFTS] },
  { operator: "LayerNormalization", attributes: { axis: int(0) }, inputs: [ROWS, CHANNELS] },
  {
    operator: "GroupNormalization",
    attributes: { num_groups: int(2), epsilon: float(0.01) },
    inputs: [IMAGE, { shape: [2], data: [0.5, -1] }, { shape: [2], data: [0.1, 0.2] }],
  },
];

describe.each(["wasm", "webgpu"] as const)("compositions for %s", (target) => {
  it.each(COMPARISONS)("$operator gives what the kernel gives: $attributes", async (comparison) => {
    const composed = await runComposed(target, comparison);
    const kernel = await runKernel(comparison);
    expect(composed.length).toBe(kernel.length);
    for (const [index, value] of composed.entries()) {
      expect(Math.abs(value - kernel[index]!)).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(kernel[index]!)));
    }
  });

  it.each([
    ["Elu", [NaN, Infinity, -1, 0]],
    ["Selu", [NaN, Infinity, -1.6732632423543772 * 1.0507009873554805, 0]],
    ["Softplus", [NaN, Infinity, 0, Math.LN2]],
    ["HardSigmoid", [NaN, 1, 0, 0.5]],
    ["Relu", [NaN, Infinity, 0, 0]],
    ["Swish", [NaN, Infinity, NaN, 0]],
    ["ThresholdedRelu", [NaN, Infinity, 0, 0]],
  ] as const)("%s has its limits, and a NaN stays", async (operator, expected) => {
    const inputs = [{ shape: [4], data: [NaN, Infinity, -Infinity, 0] }];
    const found = await runComposed(target, { operator, inputs });
    expect(found.map((value) => Math.abs(value))).toEqual(
      expected.map((value) => Math.abs(operator === "Softplus" || operator === "Selu" ? Math.fround(value) : value)),
    );
  });

  it("keep the digits of what is small: e^x - 1 next to 0, and log(1 + e^x) far below", async () => {
    const small = [-1e-6, -1e-3, -0.01, -0.3, -0.6];
    const elu = await runComposed(target, { operator: "Elu", inputs: [{ shape: [5], data: small }] });
    const softplus = await runComposed(target, { operator: "Softplus", inputs: [{ shape: [2], data: [-30, -15] }] });
    const expected = [
      ...small.map((x) => Math.expm1(Math.fround(x))),
      Math.log1p(Math.exp(-30)),
      Math.log1p(Math.exp(-15)),
    ];
    for (const [index, value] of [...elu, ...softplus].entries()) {
      expect(Math.abs(value / expected[index]! - 1)).toBeLessThan(1e-6);
    }
  });

  it("RMSNormalization is x / √(mean x² + epsilon)·scale", async () => {
    const inputs = [
      { shape: [1, 2], data: [3, 4] },
      { shape: [2], data: [2, -1] },
    ];
    const found = await runComposed(target, {
      operator: "RMSNormalization",
      attributes: { epsilon: float(0) },
      inputs,
    });
    const size = Math.sqrt(12.5);
    expect(found[0]).toBeCloseTo(6 / size, 5);
    expect(found[1]).toBeCloseTo(-4 / size, 5);
  });

  it("MeanVarianceNormalization of equal numbers is 0, as ONNX's formula says and its kernel does not", async () => {
    const inputs = [{ shape: [1, 1, 2, 1], data: [3, 3] }];
    expect(await runComposed(target, { operator: "MeanVarianceNormalization", inputs })).toEqual([0, 0]);
  });

  it("LayerNormalization keeps its digits about a large mean", async () => {
    const inputs = [
      { shape: [1, 4], data: [4000, 4001, 4002, 4003] },
      { shape: [4], data: [1, 1, 1, 1] },
    ];
    const found = await runComposed(target, { operator: "LayerNormalization", inputs });
    for (const [index, value] of found.entries()) expect(value).toBeCloseTo((index - 1.5) / Math.sqrt(1.25 + 1e-5), 5);
  });

  it("norms with constants that change nothing have no node for them", () => {
    const graph = new GraphBuilder("plain", target);
    const x = graph.input("x", "float32", ["rows", 2, 6]);
    const filled = (value: number): GraphValue => graph.constant(Float32Array.of(value, value), [2]);
    const y = COMPOSITES.get("InstanceNormalization")!(graph, [x, filled(1), filled(0)], {});
    const nodes = graph.build([y]).nodes.map(({ operator }) => operator);
    expect(nodes.filter((operator) => operator === "Mul" || operator === "Add")).toEqual(["Mul", "Add"]);
  });

  it("IsNaN tells NaN from all else", async () => {
    const inputs = [{ shape: [4], data: [NaN, Infinity, 0, -1] }];
    expect(await runComposed(target, { operator: "IsNaN", inputs })).toEqual([1, 0, 0, 0]);
  });

  it("GroupNormalization scales channels where there are as many numbers", async () => {
    const inputs = [IMAGE, CHANNELS, SHIFTS];
    const attributes = { num_groups: int(2), epsilon: float(0.01) };
    const found = await runComposed(target, { operator: "GroupNormalization", attributes, inputs });
    const plain = await runComposed(target, { operator: "GroupNormalization", attributes, inputs: [IMAGE] });
    for (const [index, value] of found.entries()) {
      const channel = Math.floor(index / 6) % 4;
      expect(value).toBeCloseTo(plain[index]! * CHANNELS.data[channel]! + SHIFTS.data[channel]!, 5);
    }
  });
});

async function runComposed(target: GraphTarget, { operator, attributes = {}, inputs }: Comparison): Promise<number[]> {
  const graph = new GraphBuilder("composed", target);
  const output = COMPOSITES.get(operator)!(graph, graphInputs(graph, inputs), attributes);
  const [result] = await runGraph(graph, [output], feedsOf(inputs));
  return result!.data;
}

/** The operator's own node, of the composition's shape: not by the builder, which does not know them all. */
async function runKernel({ operator, attributes = {}, inputs }: Comparison): Promise<number[]> {
  const graph = new GraphBuilder("kernel");
  const values = graphInputs(graph, inputs);
  const { shape } = COMPOSITES.get(operator)!(graph, values, attributes);
  const output: GraphValue = { name: "y", elementType: "float32", shape };
  const node = { name: "node", operator, inputs: values, outputs: [output], attributes };
  const bytes = encodeGraph({ name: "kernel", inputs: values, outputs: [output], initializers: [], nodes: [node] });
  const results = await runBytes(bytes, feedsOf(inputs));
  return results["y"]!.data;
}

function graphInputs(graph: GraphBuilder, inputs: readonly Feed[]): readonly GraphValue[] {
  return inputs.map(({ shape }, index) => graph.input(`x${index}`, "float32", shape));
}

function feedsOf(inputs: readonly Feed[]): Record<string, Feed> {
  return Object.fromEntries(inputs.map((feed, index) => [`x${index}`, feed]));
}
