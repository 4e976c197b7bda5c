import { meanSquaredError, softmaxCrossEntropy } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { runGraph, type Result } from "../../test/run-graph.ts";
import { differentiate } from "../gradients/differentiate.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { emitRowLoss } from "./emit-row-loss.ts";

/** Row losses and the gradient of Σ factor · loss with respect to the logits. */
async function crossEntropy(
  logits: readonly number[][],
  labels: readonly number[],
  factors: readonly number[],
): Promise<Result[]> {
  const graph = new GraphBuilder("cross-entropy");
  const classes = logits[0]!.length;
  const z = graph.input("z", "float32", ["rows", classes]);
  const { rowLoss } = emitRowLoss(graph, softmaxCrossEntropy(), z);
  const gradients = differentiate(graph, rowLoss, graph.input("factors", "float32", ["rows"]), [z]);
  const results = await runGraph(graph, [rowLoss, ...gradients], {
    z: { shape: [logits.length, classes], data: logits.flat() },
    targets: { elementType: "int32", shape: [labels.length], data: labels },
    factors: { shape: [factors.length], data: factors },
  });
  return [...results];
}

describe("softmax cross-entropy", () => {
  it("is log C for equal logits, and its gradient softmax minus one-hot times the row's factor", async () => {
    const [loss, gradient] = await crossEntropy([[7, 7, 7, 7]], [2], [2]);
    expect(loss!.shape).toEqual([1]);
    expect(loss!.data[0]).toBeCloseTo(Math.log(4), 6);
    for (const [index, expected] of [0.5, 0.5, -1.5, 0.5].entries()) {
      expect(gradient!.data[index]).toBeCloseTo(expected, 6);
    }
  });

  it("follows the formula in f64 for several rows", async () => {
    const logits = [
      [0.5, -1.25, 3],
      [-2, 0.25, 0.125],
    ];
    const [loss, gradient] = await crossEntropy(logits, [1, 2], [0.75, 0.25]);
    for (const [row, z] of logits.entries()) {
      const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
      const label = [1, 2][row]!;
      const factor = [0.75, 0.25][row]!;
      expect(loss!.data[row]).toBeCloseTo(Math.log(total) - z[label]!, 5);
      for (const [index, value] of z.entries()) {
        const expected = factor * (Math.exp(value) / total - (index === label ? 1 : 0));
        expect(gradient!.data[row * 3 + index]).toBeCloseTo(expected, 6);
      }
    }
  });

  it("neither overflows nor underflows at logits of 10,000", async () => {
    const [loss, gradient] = await crossEntropy(
      [
        [10_000, 0],
        [10_000, 0],
      ],
      [0, 1],
      [1, 1],
    );
    expect(loss!.data).toEqual([0, 10_000]);
    expect(gradient!.data).toEqual([0, 0, 1, -1]);
  });
});

describe("mean squared error", () => {
  it("is the mean over a row's outputs, whatever their axes", async () => {
    const graph = new GraphBuilder("squares");
    const y = graph.input("y", "float32", ["rows", 2, 1]);
    const { rowLoss } = emitRowLoss(graph, meanSquaredError(), y);
    const gradients = differentiate(graph, rowLoss, graph.input("factors", "float32", ["rows"]), [y]);
    const [loss, gradient] = await runGraph(graph, [rowLoss, ...gradients], {
      y: { shape: [2, 2, 1], data: [1, 2, 3, 4] },
      targets: { shape: [2, 2, 1], data: [0, 4, 3, 1] },
      factors: { shape: [2], data: [1, 0.5] },
    });
    // (1 + 4) / 2 and (0 + 9) / 2; 2·(y - t)/2·factor
    expect(loss!.data).toEqual([2.5, 4.5]);
    expect(gradient!.data).toEqual([1, -2, 0, 1.5]);
  });
});
