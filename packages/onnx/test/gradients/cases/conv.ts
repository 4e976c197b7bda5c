import { int, ints, type Attributes, type Dimension, type GraphShape } from "../../../src/index.ts";
import { emitConv } from "../../../src/compose/emit-conv.ts";
import type { RuleCase } from "../rule-case.ts";

interface Convolution {
  readonly name: string;
  readonly x: GraphShape;
  readonly w: readonly number[];
  readonly bias?: boolean;
  readonly strides?: readonly number[];
  /** All places before, then all after. */
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
  readonly group?: number;
}

const ROWS: Dimension = "rows";

const CONVOLUTIONS: readonly Convolution[] = [
  { name: "no attributes", x: [ROWS, 2, 4, 5], w: [3, 2, 2, 3], bias: true },
  { name: "a batch of three", x: [3, 2, 3, 3], w: [2, 2, 2, 2] },
  { name: "a kernel of 1", x: [ROWS, 3, 2, 3], w: [4, 3, 1, 1], bias: true },
  { name: "a kernel as large as its input", x: [ROWS, 2, 3, 4], w: [3, 2, 3, 4] },
  { name: "padding", x: [ROWS, 2, 4, 3], w: [2, 2, 3, 3], pads: [1, 1, 1, 1], bias: true },
  { name: "padding of one side", x: [ROWS, 1, 4, 4], w: [2, 1, 3, 2], pads: [2, 0, 0, 1] },
  { name: "padding larger than the kernel", x: [ROWS, 1, 2, 2], w: [1, 1, 2, 2], pads: [2, 3, 3, 2] },
  { name: "stride 2", x: [ROWS, 2, 5, 5], w: [2, 2, 3, 3], strides: [2, 2] },
  {
    name: "stride 2 with padding, rows unreached",
    x: [ROWS, 2, 6, 6],
    w: [2, 2, 3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  },
  { name: "stride 2 of a kernel of 1, rows unreached", x: [ROWS, 3, 4, 4], w: [2, 3, 1, 1], strides: [2, 2] },
  { name: "stride 3, two rows unreached", x: [ROWS, 1, 7, 5], w: [2, 1, 2, 2], strides: [3, 3] },
  {
    name: "strides that differ, past the kernel",
    x: [ROWS, 1, 8, 7],
    w: [2, 1, 2, 2],
    strides: [4, 3],
    pads: [1, 0, 0, 1],
  },
  { name: "dilation 2", x: [ROWS, 2, 5, 6], w: [2, 2, 2, 3], dilations: [2, 2], bias: true },
  {
    name: "dilations that differ, padding, stride",
    x: [ROWS, 2, 7, 8],
    w: [2, 2, 3, 2],
    dilations: [2, 3],
    strides: [2, 3],
    pads: [2, 1, 1, 2],
  },
  { name: "two groups", x: [ROWS, 4, 4, 4], w: [4, 2, 3, 3], group: 2, bias: true },
  { name: "two groups of 3 into 5", x: [ROWS, 6, 4, 4], w: [10, 3, 3, 2], group: 2, bias: true },
  { name: "four groups of 1 into 2", x: [ROWS, 4, 4, 4], w: [8, 1, 2, 2], group: 4 },
  {
    name: "two groups of 2 into 1, stride 2, dilation 2",
    x: [ROWS, 4, 7, 6],
    w: [2, 2, 2, 2],
    group: 2,
    strides: [2, 1],
    dilations: [2, 2],
    pads: [1, 0, 0, 1],
  },
  { name: "depthwise", x: [ROWS, 5, 4, 4], w: [5, 1, 3, 3], group: 5, pads: [1, 1, 1, 1], bias: true },
  {
    name: "depthwise, stride 2, dilation 2",
    x: [ROWS, 3, 7, 6],
    w: [3, 1, 2, 2],
    group: 3,
    strides: [2, 2],
    dilations: [2, 1],
    pads: [1, 1, 0, 1],
  },
  {
    name: "depthwise, two filters a channel",
    x: [ROWS, 3, 4, 4],
    w: [6, 1, 3, 3],
    group: 3,
    pads: [1, 1, 1, 1],
    bias: true,
  },
  {
    name: "depthwise, three filters a channel, unreached",
    x: [ROWS, 2, 6, 6],
    w: [6, 1, 3, 3],
    group: 2,
    strides: [2, 2],
  },
  { name: "sixteen groups of 2 into 1", x: [ROWS, 32, 2, 2], w: [16, 2, 2, 2], group: 16, bias: true },
  { name: "depthwise, thirty-three channels", x: [ROWS, 33, 3, 3], w: [33, 1, 3, 3], group: 33, pads: [1, 1, 1, 1] },
  { name: "one axis", x: [ROWS, 3, 7], w: [4, 3, 3], bias: true },
  {
    name: "one axis, stride, padding, dilation",
    x: [ROWS, 2, 9],
    w: [3, 2, 3],
    strides: [2],
    pads: [2, 1],
    dilations: [2],
  },
  { name: "one axis, two groups", x: [ROWS, 4, 6], w: [6, 2, 2], group: 2, bias: true },
  { name: "one axis, depthwise", x: [ROWS, 4, 6], w: [4, 1, 3], group: 4, pads: [1, 1] },
  { name: "three axes", x: [ROWS, 2, 3, 4, 3], w: [2, 2, 2, 2, 2], bias: true },
  {
    name: "three axes, stride, padding, dilation",
    x: [ROWS, 1, 5, 4, 5],
    w: [2, 1, 2, 3, 2],
    strides: [2, 1, 2],
    pads: [1, 0, 1, 0, 1, 0],
    dilations: [2, 1, 1],
  },
  { name: "three axes, two groups", x: [ROWS, 2, 3, 3, 3], w: [4, 1, 2, 2, 2], group: 2, bias: true },
];

/** Convolutions over one to three axes. */
export const CONV_CASES: readonly RuleCase[] = CONVOLUTIONS.map(({ name, x, w, bias = false, ...settings }) => ({
  name: `Conv, ${name}`,
  inputs: [{ shape: x }, { shape: w }, ...(bias ? [{ shape: [w[0]!] }] : [])],
  build: (graph, inputs) => emitConv(graph, inputs, attributesOf(settings), "conv"),
}));

function attributesOf({ strides, pads, dilations, group }: Omit<Convolution, "name" | "x" | "w" | "bias">): Attributes {
  return {
    ...(strides === undefined ? {} : { strides: ints(strides) }),
    ...(pads === undefined ? {} : { pads: ints(pads) }),
    ...(dilations === undefined ? {} : { dilations: ints(dilations) }),
    ...(group === undefined ? {} : { group: int(group) }),
  };
}
