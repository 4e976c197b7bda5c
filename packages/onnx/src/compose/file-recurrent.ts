import { UnsupportedOptionError } from "@lockstep/core";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { int, numberAttribute, textAttribute, type Attributes } from "../graph/attribute.ts";
import { isRows } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { GRU_CELL } from "./gru-cell.ts";
import { LSTM_CELL } from "./lstm-cell.ts";
import { emitRecurrentRun, type RecurrentRunStates } from "./recurrent-run.ts";

/** ONNX's gates in the order in which the cells here have them: i, o, f, c of an LSTM; z, r, h of a GRU. */
const GATES = { GRU: [1, 0, 2], LSTM: [0, 2, 3, 1] } as const;

/**
 * ONNX's `GRU` and `LSTM`, unrolled over the positions: x [positions, rows, inputs], weights [directions, gates · hidden, ...].
 *
 * @param inputs the operator's: X, W, R, B, lengths, first h, first c, peepholes.
 * @returns Y [positions, directions, rows, hidden], and the last h and c of each direction, [directions, rows, hidden].
 * @throws {UnsupportedOptionError} for lengths, peepholes, clipping, another layout, coupled gates, a GRU that resets before
 *   its product, or positions that are not known beforehand.
 */
export function emitFileRecurrent(
  graph: GraphBuilder,
  operator: "GRU" | "LSTM",
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
): readonly GraphValue[] {
  const [x, w, r, b, , firstH, firstC] = inputs as readonly GraphValue[];
  const positions = x!.shape[0]!;
  requireWritten(operator, inputs, attributes);
  if (isRows(positions)) throw refusal(operator, "reads as many positions as are known beforehand");
  const hidden = numberAttribute(attributes, "hidden_size", Number(r!.shape[2]));
  const direction = textAttribute(attributes, "direction", "forward");
  const forwards = Array.from({ length: positions }, (_, position) => position);
  const directions = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
  const runs = directions.map((reverse, index) => {
    const own = (value: GraphValue | undefined): GraphValue | undefined =>
      value === undefined ? undefined : ofDirection(graph, value, index);
    const [biasIh, biasHh] = halves(graph, own(b));
    const gates = (value: GraphValue | undefined): GraphValue | undefined => inOrder(graph, value, GATES[operator]);
    const [h, c] = [own(firstH), own(firstC)];
    return emitRecurrentRun(
      graph,
      {
        cell: operator === "GRU" ? GRU_CELL : LSTM_CELL,
        hidden,
        order: reverse ? forwards.toReversed() : forwards,
        weightIh: gates(own(w))!,
        weightHh: gates(own(r))!,
        biasIh: gates(biasIh),
        biasHh: gates(biasHh),
        initial: { ...(h === undefined ? {} : { h }), ...(c === undefined ? {} : { c }) },
        name: operator.toLowerCase(),
      },
      x!,
    );
  });
  const last = (part: "h" | "c"): GraphValue =>
    stacked(
      graph,
      runs.map((run) => run.last[part]),
      1,
    );
  const all = forwards.map((position) => atPosition(graph, runs, position));
  return [graph.apply("Concat", all, { axis: int(0) }), last("h"), ...(operator === "LSTM" ? [last("c")] : [])];
}

/** [1, directions, rows, hidden] */
function atPosition(graph: GraphBuilder, runs: readonly RecurrentRunStates[], position: number): GraphValue {
  return stacked(
    graph,
    runs.map(({ states }) => states[position]!),
    2,
  );
}

/** Puts `added` axes of length 1 before values, and joins them along the last of these. */
function stacked(graph: GraphBuilder, values: readonly GraphValue[], added: 1 | 2): GraphValue {
  const ones = Array.from({ length: added }, () => 1);
  const apart = values.map((value) => reshapeTo(graph, value, [...ones, ...value.shape]));
  return apart.length === 1 ? apart[0]! : graph.apply("Concat", apart, { axis: int(added - 1) });
}

function ofDirection(graph: GraphBuilder, value: GraphValue, index: number): GraphValue {
  const own =
    value.shape[0] === 1
      ? value
      : graph.apply("Slice", [value, ...[index, index + 1, 0].map((bound) => graph.integers([bound]))]);
  return reshapeTo(graph, own, value.shape.slice(1));
}

/** The biases of the input's product and of the state's, which ONNX has in one. */
function halves(graph: GraphBuilder, bias: GraphValue | undefined): readonly (GraphValue | undefined)[] {
  if (bias === undefined) return [undefined, undefined];
  return graph.applyAll("Split", [bias], { axis: int(0), num_outputs: int(2) }, ["bias_ih", "bias_hh"]);
}

function inOrder(graph: GraphBuilder, value: GraphValue | undefined, order: readonly number[]): GraphValue | undefined {
  if (value === undefined) return undefined;
  const names = order.map(() => "gate");
  const gates = graph.applyAll("Split", [value], { axis: int(0), num_outputs: int(order.length) }, names);
  return graph.apply(
    "Concat",
    order.map((gate) => gates[gate]),
    { axis: int(0) },
  );
}

function requireWritten(
  operator: "GRU" | "LSTM",
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
): void {
  const zero = (name: string): boolean => numberAttribute(attributes, name, 0) === 0;
  if (inputs[4] !== undefined) throw refusal(operator, "is written for rows of one length");
  if (inputs[7] !== undefined) throw refusal(operator, "is written without peepholes");
  if (attributes["clip"] !== undefined) throw refusal(operator, "is written without clip");
  if (!zero("layout") || !zero("input_forget"))
    throw refusal(operator, "is written for layout 0 and gates of their own");
  if (operator === "GRU" && zero("linear_before_reset"))
    throw refusal(operator, "is written for linear_before_reset 1");
}

function refusal(operator: string, rule: string): UnsupportedOptionError {
  return new UnsupportedOptionError({ subject: `operator ${operator}`, rule });
}
