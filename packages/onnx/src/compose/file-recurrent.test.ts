import { UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { runBytes } from "../../test/run-graph.ts";
import { encodeGraph } from "../encoding/encode-graph.ts";
import { int, text, type Attributes } from "../graph/attribute.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitFileRecurrent } from "./file-recurrent.ts";

const [POSITIONS, ROWS, INPUTS, HIDDEN] = [4, 3, 2, 5];

interface Call {
  readonly operator: "GRU" | "LSTM";
  readonly direction: "forward" | "reverse" | "bidirectional";
  readonly initial: boolean;
}

const CALLS: readonly Call[] = (["GRU", "LSTM"] as const).flatMap((operator) =>
  (["forward", "reverse", "bidirectional"] as const).flatMap((direction) =>
    [true, false].map((initial) => ({ operator, direction, initial })),
  ),
);

function inputsOf(graph: GraphBuilder, { operator, direction, initial }: Call): readonly (GraphValue | undefined)[] {
  const directions = direction === "bidirectional" ? 2 : 1;
  const rows = (operator === "GRU" ? 3 : 4) * HIDDEN;
  const input = (name: string, shape: readonly number[]): GraphValue => graph.input(name, "float32", shape);
  const first = (name: string): GraphValue | undefined =>
    initial ? input(name, [directions, ROWS, HIDDEN]) : undefined;
  return [
    input("x", [POSITIONS, ROWS, INPUTS]),
    input("w", [directions, rows, INPUTS]),
    input("r", [directions, rows, HIDDEN]),
    input("b", [directions, 2 * rows]),
    undefined,
    first("h"),
    ...(operator === "LSTM" ? [first("c")] : []),
  ];
}

function attributesOf({ operator, direction }: Call): Attributes {
  const own = operator === "GRU" ? { linear_before_reset: int(1) } : {};
  return { hidden_size: int(HIDDEN), direction: text(direction), ...own };
}

describe("emitFileRecurrent", () => {
  it.each(CALLS)("is what the runtime's own $operator gives, $direction, first state given $initial", async (call) => {
    const graph = new GraphBuilder("recurrent");
    const inputs = inputsOf(graph, call);
    const composed = emitFileRecurrent(graph, call.operator, inputs, attributesOf(call));
    const own = composed.map((value, index) => ({ ...value, name: `own${index}` }));
    const built = graph.build(composed);
    const node = { name: "node", operator: call.operator, inputs, outputs: own, attributes: attributesOf(call) };
    const feeds = built.inputs.map(({ name, shape }, index) => {
      const size = (shape as readonly number[]).reduce((product, length) => product * length, 1);
      const data = Array.from({ length: size }, (_, place) => Math.sin(1.7 * place + index));
      return [name, { shape: shape as readonly number[], data }] as const;
    });
    const bytes = encodeGraph({ ...built, outputs: [...composed, ...own], nodes: [...built.nodes, node] });
    const results = await runBytes(bytes, Object.fromEntries(feeds));
    for (const [index, { name }] of composed.entries()) {
      const expected = results[`own${index}`]!;
      expect(results[name]!.shape).toEqual(expected.shape);
      const largest = Math.max(...expected.data.map((value, place) => Math.abs(value - results[name]!.data[place]!)));
      expect(largest).toBeLessThan(1e-5);
    }
  });

  it.each<Attributes>([{ layout: int(1) }, { clip: int(3) }, { linear_before_reset: int(0) }])(
    "refuses a GRU of %o",
    (attributes) => {
      const call = { operator: "GRU", direction: "forward", initial: false } as const;
      const graph = new GraphBuilder("refused");
      const inputs = inputsOf(graph, call);
      expect(() => emitFileRecurrent(graph, "GRU", inputs, { ...attributesOf(call), ...attributes })).toThrow(
        UnsupportedOptionError,
      );
    },
  );
});
