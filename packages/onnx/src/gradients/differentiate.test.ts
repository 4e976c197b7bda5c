import { ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { runGraph } from "../../test/run-graph.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import { int } from "../graph/attribute.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { differentiate } from "./differentiate.ts";

const TWO = { shape: [2], data: [2, 3] };
const ONES = { shape: [2], data: [1, 1] };

describe("differentiate", () => {
  it("sums the gradients of a value that is used several times", async () => {
    const graph = new GraphBuilder("repeated");
    const w = graph.input("w", "float32", [2]);
    const v = graph.input("v", "float32", [2]);
    // w³ + w - w·w: derivative 3w² + 1 - 2w
    const square = graph.apply("Mul", [w, w]);
    const sum = graph.apply("Add", [graph.apply("Mul", [square, w]), w]);
    const [gradient] = differentiate(graph, graph.apply("Sub", [sum, square]), v, [w]);
    const [result] = await runGraph(graph, [gradient!], { w: TWO, v: ONES });
    expect(result!.data).toEqual([9, 22]);
  });

  it("emits nothing for the data and for frozen weights", () => {
    const graph = new GraphBuilder("frozen");
    const x = graph.input("x", "float32", ["rows", 3]);
    const frozen = graph.input("frozen", "float32", [3, 4]);
    const w = graph.input("w", "float32", [4, 2]);
    const y = graph.apply("Gemm", [graph.apply("Gemm", [x, frozen]), w]);
    const before = graph.nodes.length;
    differentiate(graph, y, graph.input("v", "float32", ["rows", 2]), [w]);
    // dW = hᵀ·v and no more
    expect(graph.nodes.slice(before).map(({ operator }) => operator)).toEqual(["Gemm"]);
  });

  it("gives an output that is itself a parameter the incoming gradient", () => {
    const graph = new GraphBuilder("identity");
    const w = graph.input("w", "float32", [2]);
    const v = graph.input("v", "float32", [2]);
    expect(differentiate(graph, w, v, [w])).toEqual([v]);
  });

  it("takes what stopGradient marks as constant", async () => {
    const graph = new GraphBuilder("stopped");
    const w = graph.input("w", "float32", [2]);
    const v = graph.input("v", "float32", [2]);
    const stopped = graph.stopGradient(graph.apply("Mul", [w, w]));
    const [gradient] = differentiate(graph, graph.apply("Mul", [stopped, w]), v, [w]);
    const [result] = await runGraph(graph, [gradient!], { w: TWO, v: ONES });
    expect(result!.data).toEqual([4, 9]);
  });

  it("takes a mask made by a comparison as constant", async () => {
    const graph = new GraphBuilder("mask");
    const w = graph.input("w", "float32", [2]);
    const v = graph.input("v", "float32", [2]);
    const mask = graph.apply("Cast", [graph.apply("Greater", [w, graph.scalar(2.5)])], {
      to: int(DATA_TYPE_CODES.float32),
    });
    const [gradient] = differentiate(graph, graph.apply("Mul", [mask, w]), v, [w]);
    const [result] = await runGraph(graph, [gradient!], { w: TWO, v: ONES });
    expect(result!.data).toEqual([0, 1]);
  });

  it("keeps a NaN of the branch not taken out of the gradient", async () => {
    const graph = new GraphBuilder("selection");
    const w = graph.input("w", "float32", [2]);
    const v = graph.input("v", "float32", [2]);
    const keep = graph.input("keep", "bool", [2]);
    const [gradient] = differentiate(graph, graph.apply("Where", [keep, w, graph.scalar(0)]), v, [w]);
    const [result] = await runGraph(graph, [gradient!], {
      w: TWO,
      v: { shape: [2], data: [NaN, 5] },
      keep: { elementType: "bool", shape: [2], data: [0, 1] },
    });
    expect(result!.data).toEqual([0, 5]);
  });

  it.each(["Floor", "Ceil", "Round", "Sign"])("refuses %s by name", (operator) => {
    const graph = new GraphBuilder("refused");
    const w = graph.input("w", "float32", [2]);
    const y = graph.apply(operator, [w]);
    const v = graph.input("v", "float32", [2]);
    const attempt = (): unknown => differentiate(graph, y, v, [w]);
    expect(attempt).toThrow(UnsupportedOptionError);
    expect(attempt).toThrow(`operator ${operator} is not differentiable`);
  });

  it("refuses an operator that has a derivative but no rule", () => {
    const graph = new GraphBuilder("no rule");
    const w = graph.input("w", "float32", [2]);
    // Written as other operators wherever it is met.
    const y = graph.apply("LogSoftmax", [w]);
    expect(() => differentiate(graph, y, graph.input("v", "float32", [2]), [w])).toThrow(
      "operator LogSoftmax has no gradient rule",
    );
  });

  it("takes the derivative that was given to a value, and looks at no node before it", async () => {
    const graph = new GraphBuilder("given");
    const w = graph.input("w", "float32", [2]);
    const v = graph.input("v", "float32", [2]);
    // Floor has no derivative: walking through it would throw.
    const inner = graph.apply("Floor", [graph.apply("Mul", [w, graph.scalar(5)])]);
    const given = graph.withGradient(graph.apply("Neg", [inner]), [w], (gradient) => [
      () => graph.apply("Mul", [gradient, graph.scalar(100)]),
    ]);
    const [gradient] = differentiate(graph, graph.apply("Add", [given, w]), v, [w]);
    const [result] = await runGraph(graph, [gradient!], { w: TWO, v: { shape: [2], data: [1, 2] } });
    expect(result!.data).toEqual([101, 202]);
  });

  it("lets a refused operator pass where no gradient is needed", () => {
    const graph = new GraphBuilder("data only");
    const x = graph.input("x", "float32", [2]);
    const w = graph.input("w", "float32", [2]);
    const y = graph.apply("Mul", [graph.apply("Floor", [x]), w]);
    expect(differentiate(graph, y, graph.input("v", "float32", [2]), [w])).toHaveLength(1);
  });

  it("refuses a parameter that reaches the output only through a class index, naming ArgMax", () => {
    const graph = new GraphBuilder("index");
    const w = graph.input("w", "float32", [2, 3]);
    const index = graph.apply("ArgMax", [w], { axis: int(1), keepdims: int(0) });
    const y = graph.apply("Cast", [index], { to: int(DATA_TYPE_CODES.float32) });
    expect(() => differentiate(graph, y, graph.input("v", "float32", [2]), [w])).toThrow(/w does not reach.*ArgMax/u);
  });

  it("refuses an incoming gradient of another shape", () => {
    const graph = new GraphBuilder("shape");
    const w = graph.input("w", "float32", [2]);
    expect(() => differentiate(graph, graph.apply("Neg", [w]), graph.input("v", "float32", [3]), [w])).toThrow(
      ShapeMismatchError,
    );
  });
});
