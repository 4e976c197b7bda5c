import { COMPOSITES } from "../../../src/compose/composites.ts";
import { float, int, text, type Attributes, type GraphBuilder, type GraphValue } from "../../../src/index.ts";
import type { RuleCase, RuleInput } from "../rule-case.ts";

/** Rows of numbers on both sides of 0, none of them nearer to it than a difference reaches. */
const BOTH_SIDES: RuleInput = { shape: ["rows", 6], range: [-3, 3] };

/** WGSL lets sines and cosines be off by as much within π of 0 (WebGPU Shading Language, accuracy of built-in functions). */
const SINE_ON_GPU = 2 ** -11;

/** Calls the operator itself. */
function call(operator: string, range: readonly [number, number], attributes: Attributes = {}): RuleCase {
  return {
    name: `${operator}${describe(attributes)}`,
    inputs: [{ shape: ["rows", 6], range }],
    build: (graph, inputs) => graph.apply(operator, inputs, attributes),
  };
}

/** Calls its composition. */
function composed(
  operator: string,
  attributes: Attributes = {},
  inputs: readonly RuleInput[] = [BOTH_SIDES],
): RuleCase {
  return {
    name: `${operator}, composed${describe(attributes)}`,
    inputs,
    build: (graph, values) => COMPOSITES.get(operator)!(graph, values, attributes),
  };
}

function describe(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, { type, ...held }]) => `, ${name} ${type} ${Object.values(held).join()}`)
    .join("");
}

/** A power whose exponent is a constant. */
function power(exponent: number, range: readonly [number, number]): RuleCase {
  return {
    name: `Pow, exponent ${exponent}`,
    inputs: [{ shape: ["rows", 4], range }],
    build: (graph, [x]) => graph.apply("Pow", [x, graph.scalar(exponent)]),
  };
}

function composedPower(name: string, exponent: (graph: GraphBuilder) => GraphValue): RuleCase {
  return {
    name: `Pow, composed, exponent ${name}`,
    inputs: [{ shape: ["rows", 3], range: [0.5, 2] }],
    build: (graph, [x]) => COMPOSITES.get("Pow")!(graph, [x, exponent(graph)], {}),
  };
}

function clipped(name: string, bounds: (graph: GraphBuilder) => (GraphValue | undefined)[]): readonly RuleCase[] {
  return [
    {
      name: `Clip, ${name}`,
      inputs: [BOTH_SIDES],
      build: (graph, [x]) => graph.apply("Clip", [x, ...bounds(graph)]),
    },
    {
      name: `Clip, composed, ${name}`,
      inputs: [BOTH_SIDES],
      build: (graph, [x]) => COMPOSITES.get("Clip")!(graph, [x, ...bounds(graph)], {}),
    },
  ];
}

/** Functions of one element, and those of several that broadcast. */
export const ACTIVATION_CASES: readonly RuleCase[] = [
  call("Abs", [-3, 3]),
  call("Acos", [-0.8, 0.8]),
  call("Acosh", [1.5, 4]),
  call("Asin", [-0.8, 0.8]),
  call("Asinh", [-3, 3]),
  call("Atan", [-3, 3]),
  call("Atanh", [-0.8, 0.8]),
  { ...call("Cos", [-3, 3]), gpuTolerance: SINE_ON_GPU },
  call("Cosh", [-2, 2]),
  call("Erf", [-2, 2]),
  call("Exp", [-2, 2]),
  call("Gelu", [-3, 3]),
  call("Gelu", [-3, 3], { approximate: text("tanh") }),
  call("LeakyRelu", [-3, 3], { alpha: float(0.2) }),
  call("Log", [0.5, 4]),
  call("Reciprocal", [1, 3]),
  call("Relu", [-3, 3]),
  call("Sigmoid", [-4, 4]),
  { ...call("Sin", [-3, 3]), gpuTolerance: SINE_ON_GPU },
  call("Sinh", [-2, 2]),
  call("Softmax", [-3, 3]),
  call("Softmax", [-3, 3], { axis: int(0) }),
  call("Sqrt", [0.5, 4]),
  call("Tan", [-1, 1]),
  call("Tanh", [-3, 3]),
  ...clipped("both bounds", (graph) => [graph.scalar(-1.2), graph.scalar(0.9)]),
  ...clipped("no least", (graph) => [undefined, graph.scalar(0.9)]),
  ...clipped("no greatest", (graph) => [graph.scalar(-1.2)]),
  {
    name: "Clip, bounds that are learnt",
    inputs: [BOTH_SIDES, { shape: [], data: [-1.2] }, { shape: [], data: [0.9] }],
    build: (graph, inputs) => COMPOSITES.get("Clip")!(graph, inputs, {}),
  },
  composed("Celu"),
  composed("Celu", { alpha: float(0.5) }),
  composed("Elu"),
  composed("Elu", { alpha: float(-0.5) }),
  composed("HardSigmoid", {}, [{ shape: ["rows", 6], range: [-4, 4] }]),
  composed("HardSigmoid", { alpha: float(0.3), beta: float(0.4) }),
  composed("HardSwish", {}, [{ shape: ["rows", 6], range: [-5, 5] }]),
  composed("LogSoftmax"),
  composed("Mean", {}, [{ shape: ["rows", 3] }, { shape: [3] }, { shape: [] }]),
  composed("Sum", {}, [{ shape: ["rows", 3] }, { shape: [3] }, { shape: [] }]),
  composed("LogSoftmax", { axis: int(0) }),
  composed("Mish"),
  composed("PRelu", {}, [BOTH_SIDES, { shape: [6], range: [0.1, 0.5] }]),
  composed("PRelu", {}, [
    { shape: ["rows", 2, 3], range: [-3, 3] },
    { shape: [2, 1], range: [-0.5, 0.5] },
  ]),
  composed("Relu"),
  composed("Selu"),
  composed("Selu", { alpha: float(1.2), gamma: float(0.8) }),
  composed("Shrink"),
  composed("Shrink", { lambd: float(1.1), bias: float(0.3) }),
  composed("Softplus", {}, [{ shape: ["rows", 6], range: [-6, 6] }]),
  composed("Softplus", {}, [{ shape: [1], data: [0] }]),
  composed("Softsign"),
  composed("Swish"),
  composed("Swish", { alpha: float(1.7) }),
  composed("ThresholdedRelu", { alpha: float(0.6) }),
  ...[0, 1, 2, 3, -2, 4].map((exponent) => power(exponent, [-2, -0.5])),
  ...[0.5, -1, 1.7, -0.5].map((exponent) => power(exponent, [0.5, 2])),
  {
    name: "Pow, exponents that are learnt",
    inputs: [
      { shape: ["rows", 4], range: [0.5, 2] },
      { shape: [4], data: [2, -1, 0, 0.5] },
    ],
    build: (graph, inputs) => graph.apply("Pow", inputs),
  },
  composedPower("integers", (graph) => graph.integers([2, 3, -1])),
  composedPower("one integer", (graph) => graph.integers([3])),
  ...[0, 1, 2, 3, 0.5, -1, -0.5, 1.7].map((exponent) =>
    composedPower(`${exponent}`, (graph) => graph.scalar(exponent)),
  ),
  ...["Max", "Min"].flatMap((operator): RuleCase[] => [
    {
      name: `${operator} of three that broadcast`,
      inputs: [{ shape: ["rows", 1, 3], range: [-2, 2] }, { shape: [4, 1] }, { shape: [] }],
      build: (graph, inputs) => graph.apply(operator, inputs),
    },
    {
      name: `${operator} of one`,
      inputs: [{ shape: [3] }],
      build: (graph, inputs) => graph.apply(operator, inputs),
    },
  ]),
];
