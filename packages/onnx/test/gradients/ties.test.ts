import { describe, expect, it } from "vitest";
import { COMPOSITES } from "../../src/compose/composites.ts";
import { differentiate, float, GraphBuilder, int, type GraphTarget, type GraphValue } from "../../src/index.ts";
import { runGraph } from "../run-graph.ts";

/** The gradient of the sum of what `build` makes of x, at points where the function bends. */
async function gradientAt(
  target: GraphTarget,
  points: readonly number[],
  build: (graph: GraphBuilder, x: GraphValue) => GraphValue,
): Promise<number[]> {
  const graph = new GraphBuilder("bend", target);
  const x = graph.input("x", "float32", [points.length]);
  const y = build(graph, x);
  const size = y.shape.reduce<number>((product, length) => product * Number(length), 1);
  const ones = graph.constant(new Float32Array(size).fill(1), y.shape as readonly number[]);
  const [result] = await runGraph(graph, differentiate(graph, y, ones, [x]), {
    x: { shape: [points.length], data: points },
  });
  return result!.data;
}

const composed =
  (operator: string) =>
  (graph: GraphBuilder, x: GraphValue): GraphValue =>
    COMPOSITES.get(operator)!(graph, [x], {});

const clipped = (graph: GraphBuilder, x: GraphValue): GraphValue =>
  COMPOSITES.get("Clip")!(graph, [x, graph.scalar(0), graph.scalar(6)], {});

/** The expected numbers are what PyTorch 2.13 gave at these points (but for LpNormalization, which it has otherwise). */
describe.each(["wasm", "webgpu"] as const)(
  "derivatives for %s where a function bends, as PyTorch takes them",
  (target) => {
    it("|x| has 0 at 0", async () => {
      expect(await gradientAt(target, [-2, 0, 3], (graph, x) => graph.apply("Abs", [x]))).toEqual([-1, 0, 1]);
    });

    it("relu has 0 at 0, and relu6 0 at both its bounds", async () => {
      expect(await gradientAt(target, [-1, 0, 1], composed("Relu"))).toEqual([0, 0, 1]);
      expect(await gradientAt(target, [-1, 0, 3, 6, 7], clipped)).toEqual([0, 0, 1, 0, 0]);
    });

    it("hard-sigmoid and hard-swish have the slopes outside at their bends", async () => {
      const attributes = { alpha: float(1 / 6) };
      const hardSigmoid = (graph: GraphBuilder, x: GraphValue): GraphValue =>
        COMPOSITES.get("HardSigmoid")!(graph, [x], attributes);
      expect(await gradientAt(target, [-3.5, 0, 3.5], hardSigmoid)).toEqual([0, Math.fround(1 / 6), 0]);
      expect(await gradientAt(target, [-4, 0, 4], composed("HardSwish"))).toEqual([0, 0.5, 1]);
    });

    it("prelu has the left side's slope at 0, shrink none within its threshold", async () => {
      const prelu = (graph: GraphBuilder, x: GraphValue): GraphValue =>
        COMPOSITES.get("PRelu")!(graph, [x, graph.scalar(0.25)], {});
      expect(await gradientAt(target, [-1, 0, 1], prelu)).toEqual([0.25, 0.25, 1]);
      expect(await gradientAt(target, [-1, -0.5, 0.5, 1], composed("Shrink"))).toEqual([1, 0, 0, 1]);
    });

    it("elu has the left side's slope at 0, and its exponential does not overflow to the right", async () => {
      expect(await gradientAt(target, [0, 200, 1e30], composed("Elu"))).toEqual([1, 1, 1]);
    });

    it("softplus has ½ at 0, and limits", async () => {
      expect(await gradientAt(target, [0, 1e30, -1e30], composed("Softplus"))).toEqual([0.5, 1, 0]);
    });

    it("max of two equal numbers gives each half, of more their share", async () => {
      const withConstants = (graph: GraphBuilder, x: GraphValue): GraphValue =>
        graph.apply("Max", [
          x,
          graph.constant(Float32Array.of(1, 1, 1), [3]),
          graph.constant(Float32Array.of(0, 1, 2), [3]),
        ]);
      const found = await gradientAt(target, [1, 1, 1], withConstants);
      expect(found[0]).toBe(0.5);
      expect(found[1]).toBeCloseTo(1 / 3, 6);
      expect(found[2]).toBe(0);
    });

    it("the largest of a line shares its gradient evenly", async () => {
      const largest = (graph: GraphBuilder, x: GraphValue): GraphValue =>
        graph.apply("ReduceMax", [x, graph.integers([0])], { keepdims: int(0) });
      expect(await gradientAt(target, [4, 1, 4, 4, 4], largest)).toEqual([0.25, 0, 0.25, 0.25, 0.25]);
    });

    it("a norm of nothing but zeros has no slope", async () => {
      const norm = (graph: GraphBuilder, x: GraphValue): GraphValue => graph.apply("ReduceL2", [x]);
      expect(await gradientAt(target, [0, 0], norm)).toEqual([0, 0]);
      expect(await gradientAt(target, [0, 0], composed("LpNormalization"))).toEqual([0, 0]);
    });

    it("a power of 0 has finite slopes where PyTorch's are", async () => {
      const power = (exponent: number) => (graph: GraphBuilder, x: GraphValue) =>
        COMPOSITES.get("Pow")!(graph, [x, graph.scalar(exponent)], {});
      for (const [exponent, slope] of [
        [0, 0],
        [1, 1],
        [2, 0],
        [3, 0],
      ] as const) {
        expect(await gradientAt(target, [0], power(exponent))).toEqual([slope]);
      }
    });
  },
);
