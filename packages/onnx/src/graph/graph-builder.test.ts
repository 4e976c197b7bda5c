import { InvalidOptionError, ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./graph-builder.ts";

describe("GraphBuilder", () => {
  it("gives every value a name of its own", () => {
    const graph = new GraphBuilder("names");
    const x = graph.input("relu", "float32", [2]);
    const values = [x, graph.apply("Relu", [x]), graph.apply("Relu", [x]), graph.scalar(1), graph.scalar(2)];
    expect(new Set(values.map(({ name }) => name)).size).toBe(values.length);
  });

  it("refuses an input whose name is taken", () => {
    const graph = new GraphBuilder("names");
    graph.input("x", "float32", [2]);
    expect(() => graph.input("x", "float32", [2])).toThrow(InvalidOptionError);
  });

  it("stores equal constants once, and keeps apart what differs in bits, type or shape", () => {
    const graph = new GraphBuilder("constants");
    expect(graph.scalar(0)).toBe(graph.scalar(0));
    expect(graph.scalar(-0)).not.toBe(graph.scalar(0));
    expect(graph.constant(Int32Array.of(0), [])).not.toBe(graph.scalar(0));
    expect(graph.constant(Float32Array.of(0), [1])).not.toBe(graph.scalar(0));
    const constants = [graph.scalar(0), graph.scalar(-0), graph.constant(Int32Array.of(0), [])];
    expect(graph.build(constants).initializers.map(({ value }) => value)).toEqual(constants);
  });

  it("stores a large constant without comparing its content, which would not fit into a text", () => {
    const graph = new GraphBuilder("frozen");
    const first = graph.constant(new Float32Array(30_000_000), [30_000_000]);
    const second = graph.constant(new Float32Array(30_000_000), [30_000_000]);
    expect(second.name).not.toBe(first.name);
  });

  it("refuses a constant whose data do not fill its shape", () => {
    expect(() => new GraphBuilder("constants").constant(Float32Array.of(1, 2), [3])).toThrow(ShapeMismatchError);
  });

  it("refuses an operator it does not know", () => {
    const graph = new GraphBuilder("unknown");
    const x = graph.input("x", "float32", [2]);
    expect(() => graph.apply("Frobnicate", [x])).toThrow(UnsupportedOptionError);
  });
});
