import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { RecurrentCell } from "./recurrent-cell.ts";

/**
 * With a from the input and u = W_hh·h + b_hh in the order r, z, n: r = σ(a_r + u_r), z = σ(a_z + u_z),
 * n = tanh(a_n + r·u_n), h' = (1 - z)·n + z·h.
 */
export const GRU_CELL: RecurrentCell = {
  step(graph, fromInput, taken, { weight, bias }, { h, c }) {
    const operands = bias === undefined ? [taken, weight] : [taken, weight, bias];
    const fromState = graph.apply("Gemm", operands, { transB: int(1) });
    const parts = (sums: GraphValue): readonly GraphValue[] =>
      graph.applyAll("Split", [sums], { axis: int(1), num_outputs: int(3) }, ["r", "z", "n"]);
    const [a, u] = [parts(fromInput), parts(fromState)];
    const [r, z] = [0, 1].map((gate) => graph.apply("Sigmoid", [graph.apply("Add", [a[gate], u[gate]])]));
    const n = graph.apply("Tanh", [graph.apply("Add", [a[2], graph.apply("Mul", [r, u[2]])])]);
    const fresh = graph.apply("Mul", [graph.apply("Sub", [graph.scalar(1), z]), n]);
    return { h: graph.apply("Add", [fresh, graph.apply("Mul", [z, h])]), c };
  },
};
