import { emitBatchNorm } from "../../../src/compose/batch-norm.ts";
import { COMPOSITES } from "../../../src/compose/composites.ts";
import { emitFrozenBatchNorm } from "../../../src/compose/frozen-batch-norm.ts";
import { float, int, ints, type Attributes, type GraphShape } from "../../../src/index.ts";
import type { RuleCase, RuleInput } from "../rule-case.ts";

const EPSILON = { epsilon: float(0.1) };

function composed(name: string, inputs: readonly RuleInput[], attributes: Attributes = EPSILON): RuleCase {
  const [operator] = name.split(",");
  return { name, inputs, build: (graph, values) => COMPOSITES.get(operator!)!(graph, values, attributes) };
}

function layerNormalization(name: string, shape: GraphShape, scaleShape: GraphShape, axis: number): RuleCase {
  return {
    name: `LayerNormalization, ${name}`,
    inputs: [{ shape, range: [-2, 2] }, { shape: scaleShape }, { shape: scaleShape }],
    build: (graph, inputs) => graph.apply("LayerNormalization", inputs, { ...EPSILON, axis: int(axis) }),
  };
}

function batchNorm(name: string, shape: GraphShape): readonly RuleCase[] {
  const channels: GraphShape = [shape[1]!];
  const inputs: readonly RuleInput[] = [{ shape, range: [-2, 2] }, { shape: channels }, { shape: channels }];
  const statistics: readonly RuleInput[] = [
    { shape: channels, differentiable: false },
    { shape: channels, range: [0.5, 2], differentiable: false },
  ];
  return [
    {
      name: `BatchNormalization, frozen, ${name}`,
      inputs: [...inputs, ...statistics],
      build: (graph, [x, scale, bias, mean, variance]) =>
        emitFrozenBatchNorm(graph, { x: x!, scale, bias, mean: mean!, variance: variance!, epsilon: 0.1 }),
    },
    {
      name: `BatchNormalization, training, ${name}`,
      inputs,
      build: (graph, [x, scale, bias]) =>
        emitBatchNorm(graph, { x: x!, scale, bias, epsilon: 0.1, momentum: 0.1, unbiased: true }).y,
    },
  ];
}

const IMAGE: RuleInput = { shape: ["rows", 4, 2, 3], range: [-2, 2] };

/** Norms over rows, channels, groups and places. */
export const NORM_CASES: readonly RuleCase[] = [
  layerNormalization("the last axis", ["rows", 2, 5], [5], -1),
  layerNormalization("the last two axes", ["rows", 2, 5], [2, 5], 1),
  {
    name: "LayerNormalization, without bias",
    inputs: [{ shape: ["rows", 5], range: [-2, 2] }, { shape: [5] }],
    build: (graph, inputs) => graph.apply("LayerNormalization", inputs, EPSILON),
  },
  composed("LayerNormalization, composed, a scale of one number", [
    { shape: ["rows", 2, 5], range: [-2, 2] },
    { shape: [1] },
  ]),
  composed("LayerNormalization, composed", [{ shape: ["rows", 2, 5], range: [-2, 2] }, { shape: [5] }, { shape: [5] }]),
  ...batchNorm("rows of channels", ["rows", 3]),
  ...batchNorm("images", ["rows", 2, 3, 2]),
  composed("GroupNormalization, two groups", [IMAGE, { shape: [4] }, { shape: [4] }], {
    ...EPSILON,
    num_groups: int(2),
  }),
  composed("GroupNormalization, a scale for each group", [IMAGE, { shape: [2] }, { shape: [2] }], {
    ...EPSILON,
    num_groups: int(2),
  }),
  composed("InstanceNormalization, images", [IMAGE, { shape: [4] }, { shape: [4] }]),
  composed("InstanceNormalization, sequences", [
    { shape: ["rows", 2, 5], range: [-2, 2] },
    { shape: [2] },
    { shape: [2] },
  ]),
  composed("RMSNormalization, the last axis", [{ shape: ["rows", 2, 5], range: [-2, 2] }, { shape: [5] }]),
  composed("RMSNormalization, the last two axes", [{ shape: ["rows", 2, 5], range: [-2, 2] }, { shape: [2, 5] }], {
    ...EPSILON,
    axis: int(1),
  }),
  composed("LRN, three channels", [IMAGE], { size: int(3), alpha: float(0.5) }),
  composed("LRN, two channels of a sequence", [{ shape: ["rows", 3, 4], range: [-2, 2] }], {
    size: int(2),
    alpha: float(0.5),
    beta: float(0.6),
    bias: float(2),
  }),
  composed("LpNormalization, order 2", [{ shape: ["rows", 5], range: [-2, 2] }], { axis: int(1) }),
  composed("LpNormalization, order 1, the rows", [{ shape: ["rows", 5], range: [1, 3] }], { axis: int(0), p: int(1) }),
  composed("LpNormalization, order 1", [{ shape: ["rows", 5], range: [-2, 2] }], { p: int(1) }),
  composed("MeanVarianceNormalization, by default", [IMAGE], {}),
  composed("MeanVarianceNormalization, axis 1", [IMAGE], { axes: ints([1]) }),
];
