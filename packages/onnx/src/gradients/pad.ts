import { UnsupportedOptionError } from "@lockstep/core";
import { int, textAttribute } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { padsOf } from "../operators/pad.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** One axis of a `Pad`. */
interface PaddedAxis {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
}

/** Each element gets its own gradient; under `edge` and `reflect`, also those of its copies. */
export const padGradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => {
    const mode = textAttribute(node.attributes, "mode", "constant");
    const { before, after } = padsOf({ ...node, outputCount: 1 });
    const padded = x!.shape.flatMap((_, axis) =>
      before[axis] === 0 && after[axis] === 0 ? [] : [{ axis, before: before[axis]!, after: after[axis]! }],
    );
    switch (mode) {
      case "constant":
        return cropped(graph, gradient, padded);
      case "edge":
      case "reflect":
        return padded.reduce((value, axis) => folded(graph, value, axis, mode), gradient);
      default:
        throw new UnsupportedOptionError({
          subject: `differentiate: Pad ${node.name}: mode`,
          rule: "must be constant, edge or reflect",
          received: mode,
        });
    }
  },
];

/** The gradient without what was padded; zeros where it was cut. */
function cropped(graph: GraphBuilder, gradient: GraphValue, padded: readonly PaddedAxis[]): GraphValue {
  const inside = slice(
    graph,
    gradient,
    padded
      .filter(({ before, after }) => before > 0 || after > 0)
      .map(({ axis, before, after }) => [axis, Math.max(0, before), after > 0 ? -after : FAR, 1] as const),
  );
  const cut = padded.filter(({ before, after }) => before < 0 || after < 0);
  return cut.reduce((value, { axis, before, after }) => padAxis(graph, value, axis, [-before, -after]), inside);
}

/** The gradient of one axis, with those of the copies added where the copied elements are. */
function folded(
  graph: GraphBuilder,
  gradient: GraphValue,
  { axis, before, after }: PaddedAxis,
  mode: "edge" | "reflect",
): GraphValue {
  const length = Number(gradient.shape[axis]) - before - after;
  let sum = cropped(graph, gradient, [{ axis, before, after }]);
  const copies = (from: number, to: number): GraphValue =>
    mode === "edge"
      ? graph.apply("ReduceSum", [slice(graph, gradient, [[axis, from, to, 1]]), graph.integers([axis])], {
          keepdims: int(1),
        })
      : slice(graph, gradient, [[axis, to - 1, from === 0 ? -FAR : from - 1, -1]]);
  // Reflected: the places 1 .. before, and those that end before the last one. At the edge: the first, and the last.
  if (before > 0) {
    const rest = mode === "edge" ? [0, length - 1] : [1, length - 1 - before];
    sum = graph.apply("Add", [sum, padAxis(graph, copies(0, before), axis, rest)]);
  }
  if (after > 0) {
    const rest = mode === "edge" ? [length - 1, 0] : [length - 1 - after, 1];
    sum = graph.apply("Add", [sum, padAxis(graph, copies(before + length, before + length + after), axis, rest)]);
  }
  return sum;
}

const FAR = 2 ** 31 - 1;

type Cut = readonly [axis: number, start: number, end: number, step: number];

function slice(graph: GraphBuilder, value: GraphValue, cuts: readonly Cut[]): GraphValue {
  if (cuts.length === 0) return value;
  const numbers = [1, 2, 0, 3].map((place) => graph.integers(cuts.map((cut) => cut[place]!)));
  return graph.apply("Slice", [value, ...numbers]);
}

function padAxis(
  graph: GraphBuilder,
  value: GraphValue,
  axis: number,
  [before = 0, after = 0]: readonly number[],
): GraphValue {
  if (before <= 0 && after <= 0) return value;
  const pads = [before, after].flatMap((count) => value.shape.map((_, own) => (own === axis ? Math.max(0, count) : 0)));
  return graph.apply("Pad", [value, graph.integers(pads)]);
}
