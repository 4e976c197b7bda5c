import { InvalidOptionError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { runBytes } from "../../test/run-graph.ts";
import { encodeGraph } from "../encoding/encode-graph.ts";
import { text } from "../graph/attribute.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { emitEinsum } from "./einsum.ts";

const EQUATIONS: readonly (readonly [equation: string, shapes: readonly (readonly number[])[]])[] = [
  [
    "ij,jk->ik",
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    "bqhd,bkhd->bhqk",
    [
      [2, 3, 2, 2],
      [2, 4, 2, 2],
    ],
  ],
  [
    "bhqk,bkhd->bqhd",
    [
      [2, 2, 3, 4],
      [2, 4, 2, 2],
    ],
  ],
  [
    "bld,dhk->bhlk",
    [
      [2, 3, 4],
      [4, 2, 2],
    ],
  ],
  [
    "...ij,...jk->...ik",
    [
      [2, 3, 2, 3],
      [2, 3, 3, 2],
    ],
  ],
  ["...ij->...ji", [[2, 3, 4]]],
  ["i,j->ji", [[2], [3]]],
  ["bij,j->b", [[2, 3, 4], [4]]],
  [
    "ba,cb",
    [
      [2, 3],
      [4, 2],
    ],
  ],
  ["ij->", [[2, 3]]],
];

describe("emitEinsum", () => {
  it.each(EQUATIONS)("%s is what the runtime's own Einsum gives", async (equation, shapes) => {
    const graph = new GraphBuilder("einsum");
    const inputs = shapes.map((shape, index) => graph.input(`x${index}`, "float32", shape));
    const composed = emitEinsum(graph, equation, inputs);
    const feeds = shapes.map((shape, index) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return [
        `x${index}`,
        { shape, data: Array.from({ length: size }, (_, place) => Math.sin(place + 7 * index)) },
      ] as const;
    });
    const own = { ...composed, name: "own" };
    const built = graph.build([composed]);
    const node = {
      name: "einsum",
      operator: "Einsum",
      inputs,
      outputs: [own],
      attributes: { equation: text(equation) },
    };
    const bytes = encodeGraph({ ...built, outputs: [composed, own], nodes: [...built.nodes, node] });
    const results = await runBytes(bytes, Object.fromEntries(feeds));
    expect(results[composed.name]!.shape).toEqual(results["own"]!.shape);
    for (const [place, value] of results["own"]!.data.entries()) {
      expect(results[composed.name]!.data[place]).toBeCloseTo(value, 5);
    }
  });

  it.each<[string, readonly (readonly number[])[]]>([
    ["ij,jk->ik", [[2, 3]]],
    ["ij->ijk", [[2, 3]]],
    ["ij->i", [[2, 3, 4]]],
    ["i1->i", [[2, 3]]],
    ["ij->ii", [[2, 3]]],
  ])("refuses %s for operands of %j", (equation, shapes) => {
    const graph = new GraphBuilder("einsum");
    const inputs = shapes.map((shape, index) => graph.input(`x${index}`, "float32", shape));
    expect(() => emitEinsum(graph, equation, inputs)).toThrow(InvalidOptionError);
  });

  it("refuses a diagonal", () => {
    const graph = new GraphBuilder("einsum");
    expect(() => emitEinsum(graph, "ii->i", [graph.input("x", "float32", [2, 2])])).toThrow(UnsupportedOptionError);
  });
});
