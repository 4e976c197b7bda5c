import { int } from "../graph/attribute.ts";
import type { RecurrentCell } from "./recurrent-cell.ts";

/**
 * With s = a + u in the order i, f, g, o, a from the input and u = W_hh·h + b_hh: c' = σ(s_f)·c + σ(s_i)·tanh(s_g),
 * h' = σ(s_o)·tanh(c').
 */
export const LSTM_CELL: RecurrentCell = {
  step(graph, fromInput, taken, { weight, bias }, { c }) {
    const input = bias === undefined ? fromInput : graph.apply("Add", [fromInput, bias]);
    const sums = graph.apply("Gemm", [taken, weight, input], { transB: int(1) });
    const gates = graph.applyAll("Split", [sums], { axis: int(1), num_outputs: int(4) }, ["i", "f", "g", "o"]);
    const [i, f, o] = [gates[0], gates[1], gates[3]].map((gate) => graph.apply("Sigmoid", [gate]));
    const fresh = graph.apply("Mul", [i, graph.apply("Tanh", [gates[2]])]);
    const cell = graph.apply("Add", [graph.apply("Mul", [f, c]), fresh]);
    return { h: graph.apply("Mul", [o, graph.apply("Tanh", [cell])]), c: cell };
  },
};
