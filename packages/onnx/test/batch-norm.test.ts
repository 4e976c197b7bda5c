import { expect, it } from "vitest";
import { emitBatchNorm } from "../src/compose/batch-norm.ts";
import { encodeGraph, float, GraphBuilder, int, type GraphTarget, type GraphValue } from "../src/index.ts";
import { runBytes, runGraph } from "./run-graph.ts";
import type { Feed } from "./to-tensor.ts";

const EPSILON = 0.01;
const FEEDS: Readonly<Record<string, Feed>> = {
  x: { shape: [3, 2, 4], data: Array.from({ length: 24 }, (_, index) => 2 * Math.sin(5 * index) + (index % 8) / 4) },
  scale: { shape: [2], data: [0.5, 2] },
  bias: { shape: [2], data: [0.1, -0.2] },
  mean: { shape: [2], data: [0.3, 0.4] },
  variance: { shape: [2], data: [1.5, 0.7] },
};
/** Rows times positions. */
const COUNT = 12;

function inputsOf(graph: GraphBuilder): Record<"x" | "scale" | "bias" | "mean" | "variance", GraphValue> {
  const channels = (name: string): GraphValue => graph.input(name, "float32", [2]);
  return {
    x: graph.input("x", "float32", ["rows", 2, 4]),
    scale: channels("scale"),
    bias: channels("bias"),
    mean: channels("mean"),
    variance: channels("variance"),
  };
}

async function composed(target: GraphTarget, unbiased: boolean): Promise<readonly number[][]> {
  const graph = new GraphBuilder("composed", target);
  const { x, scale, bias, mean, variance } = inputsOf(graph);
  const running = { mean, variance };
  const { y, next } = emitBatchNorm(graph, { x, scale, bias, running, epsilon: EPSILON, momentum: 0.25, unbiased });
  const results = await runGraph(graph, [y, next!.mean, next!.variance], FEEDS);
  return results.map(({ data }) => data);
}

/** The runtime's own `training_mode`, whose momentum is the share of what was. */
async function kernel(): Promise<readonly number[][]> {
  const graph = new GraphBuilder("kernel");
  const { x, scale, bias, mean, variance } = inputsOf(graph);
  const outputs = [
    { name: "y", elementType: "float32", shape: ["rows", 2, 4] },
    { name: "nextMean", elementType: "float32", shape: [2] },
    { name: "nextVariance", elementType: "float32", shape: [2] },
  ] as const;
  const inputs = [x, scale, bias, mean, variance];
  const attributes = { epsilon: float(EPSILON), momentum: float(0.75), training_mode: int(1) };
  const node = { name: "node", operator: "BatchNormalization", inputs, outputs, attributes };
  const results = await runBytes(
    encodeGraph({ name: "kernel", inputs, outputs, initializers: [], nodes: [node] }),
    FEEDS,
  );
  return outputs.map(({ name }) => results[name]!.data);
}

it.each(["wasm", "webgpu"] as const)("batch norm composed for %s is ONNX's training mode", async (target) => {
  const [found, expected] = [await composed(target, false), await kernel()];
  for (const [index, values] of expected.entries()) {
    expect(found[index]).toHaveLength(values.length);
    for (const [element, value] of values.entries()) expect(found[index]![element]).toBeCloseTo(value, 5);
  }
});

it.each(["wasm", "webgpu"] as const)(
  "composed for %s it moves the variance by n / (n - 1) more for PyTorch",
  async (target) => {
    const [, mean, variance] = await composed(target, true);
    const [, biasedMean, biasedVariance] = await kernel();
    for (const channel of [0, 1]) {
      expect(mean![channel]).toBeCloseTo(biasedMean![channel]!, 5);
      const kept = 0.75 * FEEDS["variance"]!.data[channel]!;
      const moved = ((biasedVariance![channel]! - kept) * COUNT) / (COUNT - 1);
      expect(variance![channel]).toBeCloseTo(kept + moved, 5);
    }
  },
);
