import { int, ints } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitAffine } from "../compose/affine.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { zerosLike } from "../gradients/zeros-like.ts";
import { applyDraw } from "../network/apply-draw.ts";
import type { DrawValues } from "../network/draw-values.ts";
import type { RecurrentCell, RecurrentState } from "./recurrent-cell.ts";

/** One layer in one direction. */
export interface RecurrentRunForm {
  readonly cell: RecurrentCell;
  readonly hidden: number;
  /** The positions in the order in which they are read. */
  readonly order: readonly number[];
  readonly weightIh: GraphValue;
  readonly weightHh: GraphValue;
  readonly biasIh: GraphValue | undefined;
  readonly biasHh: GraphValue | undefined;
  /** Dropout of x and of h on their way into the products, at all positions alike. @default none */
  readonly inputDraw: DrawValues | undefined;
  readonly stateDraw: DrawValues | undefined;
  /** What its values' names begin with. */
  readonly name: string;
}

/**
 * A run, unrolled over the positions: one product takes the inputs of all of them, and a position costs one product and the
 * cell.
 *
 * @param x [rows, positions, inputs].
 * @returns h after every position, a list that counts positions; each [rows, hidden].
 */
export function emitRecurrentRun(graph: GraphBuilder, form: RecurrentRunForm, x: GraphValue): readonly GraphValue[] {
  const { cell, hidden, order, weightIh, weightHh, biasIh, biasHh, inputDraw, name } = form;
  const taken = inputDraw === undefined ? x : applyDraw(graph, inputDraw, x, `${name}.input-dropout`);
  // Positions before rows, so that a position is one piece.
  const turned = graph.apply("Transpose", [taken], { perm: ints([1, 0, 2]) });
  const products = emitAffine(graph, turned, weightIh, biasIh, `${name}.from-input`);
  const count = order.length;
  const parts = graph
    .applyAll(
      "Split",
      [products],
      { axis: int(0), num_outputs: int(count) },
      order.map(() => `${name}.from-input`),
    )
    .map((part) => reshapeTo(graph, part, ["rows", weightIh.shape[0]!]));

  const zeros = zerosLike(graph, graph.apply("Slice", [parts[0], ...[0, hidden, 1].map((n) => graph.integers([n]))]));
  let state: RecurrentState = { h: zeros, c: zeros };
  const states: GraphValue[] = [];
  for (const position of order) {
    const h = withDropout(graph, form, state.h);
    state = cell.step(graph, parts[position]!, h, { weight: weightHh, bias: biasHh }, state);
    states[position] = state.h;
  }
  return states;
}

/** A draw has the shape [rows, 1, hidden]. */
function withDropout(graph: GraphBuilder, { stateDraw, hidden, name }: RecurrentRunForm, h: GraphValue): GraphValue {
  if (stateDraw === undefined) return h;
  const apart = reshapeTo(graph, h, ["rows", 1, hidden]);
  return reshapeTo(graph, applyDraw(graph, stateDraw, apart, `${name}.state-dropout`), ["rows", hidden]);
}
