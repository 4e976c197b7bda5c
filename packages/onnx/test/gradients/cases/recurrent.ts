import { emitFileRecurrent } from "../../../src/compose/file-recurrent.ts";
import { int, text } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

const POSITIONS = 3;
const INPUTS = 2;
const HIDDEN = 2;

/** ONNX's recurrent operators, unrolled. */
export const RECURRENT_CASES: readonly RuleCase[] = (["GRU", "LSTM"] as const).flatMap((operator) =>
  (["forward", "reverse", "bidirectional"] as const).map((direction): RuleCase => {
    const directions = direction === "bidirectional" ? 2 : 1;
    const gates = operator === "GRU" ? 3 : 4;
    return {
      name: `${operator}, ${direction}`,
      inputs: [
        { shape: [POSITIONS, "rows", INPUTS] },
        { shape: [directions, gates * HIDDEN, INPUTS] },
        { shape: [directions, gates * HIDDEN, HIDDEN] },
        { shape: [directions, 2 * gates * HIDDEN] },
        { shape: [directions, "rows", HIDDEN] },
      ],
      build: (graph, [x, w, r, b, h]) => {
        const attributes = { hidden_size: int(HIDDEN), direction: text(direction), linear_before_reset: int(1) };
        const [all, last] = emitFileRecurrent(graph, operator, [x, w, r, b, undefined, h, h], attributes);
        return graph.apply("Concat", [all, graph.apply("Unsqueeze", [last, graph.integers([0])])], { axis: int(0) });
      },
    };
  }),
);
