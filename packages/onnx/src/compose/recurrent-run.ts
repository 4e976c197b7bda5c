import { reshapeTo } from "../gradients/reshape-to.ts";
import { zerosLike } from "../gradients/zeros-like.ts";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitAffine } from "./affine.ts";
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
  /** What h is before the first position. @default zeros */
  readonly initial?: Partial<RecurrentState>;
  /** Drops units of h on their way into the product. @default none */
  readonly dropState?: (h: GraphValue) => GraphValue;
  /** What its values' names begin with. */
  readonly name: string;
}

/** What a run leaves behind. */
export interface RecurrentRunStates {
  /** h after every position, a list that counts positions; each [rows, hidden]. */
  readonly states: readonly GraphValue[];
  /** After the position that was read last. */
  readonly last: RecurrentState;
}

/**
 * A run, unrolled over the positions: one product takes the inputs of all of them, and a position costs one product and the
 * cell.
 *
 * @param x [positions, rows, inputs]: a position is one piece.
 */
export function emitRecurrentRun(graph: GraphBuilder, form: RecurrentRunForm, x: GraphValue): RecurrentRunStates {
  const { cell, hidden, order, weightIh, weightHh, biasIh, biasHh, dropState = (h: GraphValue) => h, name } = form;
  const products = emitAffine(graph, x, weightIh, biasIh, `${name}.from-input`);
  const names = order.map(() => `${name}.from-input`);
  const parts = graph
    .applyAll("Split", [products], { axis: int(0), num_outputs: int(order.length) }, names)
    .map((part) => reshapeTo(graph, part, part.shape.slice(1)));

  const zeros = (): GraphValue =>
    zerosLike(graph, graph.apply("Slice", [parts[0], ...[0, hidden, 1].map((bound) => graph.integers([bound]))]));
  const before = form.initial?.h ?? zeros();
  let state: RecurrentState = { h: before, c: form.initial?.c ?? zeros() };
  const states: GraphValue[] = [];
  for (const position of order) {
    const product = { weight: weightHh, bias: biasHh };
    state = cell.step(graph, parts[position]!, dropState(state.h), product, state);
    states[position] = state.h;
  }
  return { states, last: state };
}
