import { int, ints, type Attributes, type Dimension, type GraphShape } from "../../../src/index.ts";
import { emitConvTranspose } from "../../../src/compose/emit-conv-transpose.ts";
import type { RuleCase } from "../rule-case.ts";

interface TransposedConvolution {
  readonly name: string;
  readonly x: GraphShape;
  /** [channels, outChannels / group, ...kernel] */
  readonly w: readonly number[];
  readonly bias?: boolean;
  readonly strides?: readonly number[];
  /** All places before, then all after. */
  readonly pads?: readonly number[];
  readonly outputPadding?: readonly number[];
  readonly dilations?: readonly number[];
  readonly group?: number;
}

const ROWS: Dimension = "rows";

const CONVOLUTIONS: readonly TransposedConvolution[] = [
  { name: "no attributes", x: [ROWS, 2, 3, 4], w: [2, 3, 2, 3], bias: true },
  { name: "a batch of three", x: [3, 2, 2, 3], w: [2, 2, 2, 2] },
  { name: "a kernel of 1", x: [ROWS, 3, 2, 3], w: [3, 4, 1, 1], bias: true },
  { name: "stride 2", x: [ROWS, 2, 3, 3], w: [2, 2, 3, 3], strides: [2, 2] },
  {
    name: "stride 2, twice as large",
    x: [ROWS, 2, 3, 3],
    w: [2, 2, 4, 4],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
    bias: true,
  },
  {
    name: "stride 2, output padding",
    x: [ROWS, 2, 3, 2],
    w: [2, 3, 3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
    outputPadding: [1, 1],
  },
  {
    name: "strides that differ, past the kernel",
    x: [ROWS, 1, 3, 3],
    w: [1, 2, 2, 1],
    strides: [3, 2],
    outputPadding: [2, 1],
  },
  { name: "padding of one side", x: [ROWS, 1, 4, 4], w: [1, 2, 3, 2], pads: [2, 0, 0, 1] },
  { name: "dilation 2", x: [ROWS, 2, 3, 3], w: [2, 2, 2, 3], dilations: [2, 2], bias: true },
  {
    name: "dilation 3, output padding over the stride",
    x: [ROWS, 1, 3, 3],
    w: [1, 2, 3, 2],
    dilations: [3, 2],
    outputPadding: [2, 1],
  },
  { name: "two groups", x: [ROWS, 4, 3, 3], w: [4, 3, 2, 2], group: 2, strides: [2, 2], bias: true },
  { name: "two groups of 2 into 1", x: [ROWS, 4, 3, 3], w: [4, 1, 2, 2], group: 2, bias: true },
  {
    name: "two groups of 4 into 1, stride 2",
    x: [ROWS, 8, 2, 2],
    w: [8, 1, 3, 3],
    group: 2,
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  },
  {
    name: "depthwise",
    x: [ROWS, 3, 3, 3],
    w: [3, 1, 3, 3],
    group: 3,
    strides: [2, 2],
    outputPadding: [1, 0],
    bias: true,
  },
  { name: "depthwise, two filters a channel", x: [ROWS, 3, 3, 3], w: [3, 2, 2, 2], group: 3, bias: true },
  { name: "one axis", x: [ROWS, 3, 4], w: [3, 2, 3], bias: true },
  { name: "one axis, two groups", x: [ROWS, 2, 5], w: [2, 2, 4], group: 2, strides: [2], pads: [1, 1], bias: true },
  { name: "one axis, stride, output padding", x: [ROWS, 2, 4], w: [2, 3, 2], strides: [3], outputPadding: [2] },
  {
    name: "three axes",
    x: [ROWS, 2, 2, 3, 2],
    w: [2, 2, 2, 2, 2],
    strides: [2, 1, 2],
    pads: [1, 0, 0, 0, 1, 0],
    outputPadding: [1, 0, 0],
    bias: true,
  },
  {
    name: "three axes, two groups, dilation",
    x: [ROWS, 2, 2, 2, 3],
    w: [2, 1, 2, 1, 2],
    group: 2,
    dilations: [2, 1, 1],
  },
];

/** Transposed convolutions over one to three axes. */
export const CONV_TRANSPOSE_CASES: readonly RuleCase[] = CONVOLUTIONS.map(
  ({ name, x, w, bias = false, ...settings }) => ({
    name: `ConvTranspose, ${name}`,
    inputs: [{ shape: x }, { shape: w }, ...(bias ? [{ shape: [w[1]! * (settings.group ?? 1)] }] : [])],
    build: (graph, inputs) => emitConvTranspose(graph, inputs, attributesOf(settings), "conv"),
    ...(w.length > 4 ? { unsupported: { webgpu: "no ConvTranspose over three axes" } } : {}),
  }),
);

function attributesOf(
  settings: Pick<TransposedConvolution, "strides" | "pads" | "outputPadding" | "dilations" | "group">,
): Attributes {
  const { strides, pads, outputPadding, dilations, group } = settings;
  return {
    ...(strides === undefined ? {} : { strides: ints(strides) }),
    ...(pads === undefined ? {} : { pads: ints(pads) }),
    ...(outputPadding === undefined ? {} : { output_padding: ints(outputPadding) }),
    ...(dilations === undefined ? {} : { dilations: ints(dilations) }),
    ...(group === undefined ? {} : { group: int(group) }),
  };
}
