import { int, ints, type Attributes, type Dimension, type GraphShape } from "../../../src/index.ts";
import { emitAveragePool } from "../../../src/compose/emit-average-pool.ts";
import { emitMaxPool } from "../../../src/compose/emit-max-pool.ts";
import type { RuleCase } from "../rule-case.ts";

interface Pool {
  readonly name: string;
  readonly x: GraphShape;
  readonly kernel: readonly number[];
  readonly strides?: readonly number[];
  /** All places before, then all after. */
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
  readonly ceil?: boolean;
}

const ROWS: Dimension = "rows";

const POOLS: readonly Pool[] = [
  { name: "side by side", x: [ROWS, 2, 4, 6], kernel: [2, 3], strides: [2, 3] },
  { name: "rows unreached", x: [ROWS, 2, 5, 5], kernel: [2, 2], strides: [2, 2] },
  { name: "overlapping", x: [ROWS, 2, 5, 5], kernel: [3, 3], strides: [2, 2] },
  { name: "stride 1", x: [ROWS, 1, 4, 4], kernel: [2, 3] },
  { name: "padding", x: [ROWS, 2, 4, 4], kernel: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  { name: "padding of one side", x: [ROWS, 1, 4, 5], kernel: [2, 3], strides: [1, 2], pads: [1, 0, 0, 2] },
  { name: "rounded up", x: [ROWS, 2, 5, 6], kernel: [2, 3], strides: [2, 2], ceil: true },
  { name: "rounded up, padding", x: [ROWS, 1, 4, 6], kernel: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], ceil: true },
  {
    name: "rounded up, a window that would start in the padding",
    x: [ROWS, 1, 5, 5],
    kernel: [2, 2],
    strides: [3, 3],
    pads: [1, 1, 1, 1],
    ceil: true,
  },
  { name: "windows apart", x: [ROWS, 1, 7, 8], kernel: [2, 2], strides: [3, 4] },
  { name: "one axis", x: [ROWS, 3, 7], kernel: [3], strides: [2], pads: [1, 1] },
  { name: "one axis, a batch of three", x: [3, 2, 5], kernel: [2], strides: [2], ceil: true },
  { name: "three axes", x: [ROWS, 2, 4, 3, 4], kernel: [2, 2, 2], strides: [2, 1, 2] },
  {
    name: "three axes, padding, rounded up",
    x: [ROWS, 1, 4, 3, 4],
    kernel: [3, 2, 2],
    strides: [2, 2, 3],
    pads: [1, 1, 0, 1, 0, 0],
    ceil: true,
  },
];

const DILATED: readonly Pool[] = [
  { name: "dilation", x: [ROWS, 1, 6, 7], kernel: [2, 3], dilations: [3, 2] },
  {
    name: "dilation, stride, padding, rounded up",
    x: [ROWS, 2, 8, 6],
    kernel: [3, 2],
    dilations: [2, 3],
    strides: [2, 2],
    pads: [1, 0, 1, 1],
    ceil: true,
  },
  { name: "one axis, dilation", x: [ROWS, 2, 9], kernel: [3], dilations: [2], strides: [2], pads: [1, 1] },
];

/** Maxima of windows. */
const MAX_POOL_CASES = [...POOLS, ...DILATED].map(({ name, x, ...window }): RuleCase => ({
  name: `MaxPool, ${name}`,
  inputs: [{ shape: x, range: [-8, 8] }],
  build: (graph, inputs) => emitMaxPool(graph, inputs, attributesOf(window), "pool"),
}));

/** Means of windows. */
const AVERAGE_POOL_CASES = [...POOLS, ...DILATED].flatMap(({ name, x, ...window }) =>
  [false, true].map((counted): RuleCase => ({
    name: `AveragePool, ${name}${counted ? ", padding counted" : ""}`,
    inputs: [{ shape: x }],
    build: (graph, inputs) =>
      emitAveragePool(graph, inputs, { ...attributesOf(window), count_include_pad: int(counted ? 1 : 0) }, "pool"),
  })),
);

const GLOBAL_POOL_CASES = ["GlobalAveragePool", "GlobalMaxPool"].flatMap((operator) =>
  [[5], [3, 4], [2, 3, 2], [1, 1]].map((lengths): RuleCase => ({
    name: `${operator} over ${lengths.join("x")}`,
    inputs: [{ shape: [ROWS, 3, ...lengths], range: [-8, 8] }],
    build: (graph, inputs) => graph.apply(operator, inputs),
  })),
);

/** Pools over one to three axes. */
export const POOL_CASES: readonly RuleCase[] = [...MAX_POOL_CASES, ...AVERAGE_POOL_CASES, ...GLOBAL_POOL_CASES];

function attributesOf({ kernel, strides, pads, dilations, ceil = false }: Omit<Pool, "name" | "x">): Attributes {
  return {
    kernel_shape: ints(kernel),
    ...(strides === undefined ? {} : { strides: ints(strides) }),
    ...(pads === undefined ? {} : { pads: ints(pads) }),
    ...(dilations === undefined ? {} : { dilations: ints(dilations) }),
    ...(ceil ? { ceil_mode: int(1) } : {}),
  };
}
