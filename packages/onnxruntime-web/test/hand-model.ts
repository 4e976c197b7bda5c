import { meanSquaredError, type NamedTensors } from "@lockstep/core";
import { exportNetwork, int, type Network, type OnnxModel } from "@lockstep/onnx";
import { withoutLayers } from "../src/onnx-as-ort-model.ts";
import type { OrtModel } from "../src/ort-model.ts";

/** What a {@link handModel} may fix. */
type Fixed = Pick<OnnxModel, "rows" | "inputIds">;

/**
 * A model that is no specification: y = (x - mean) Wᵀ under a mask that covers y, where `mean` is a running statistic that
 * moves a tenth of the way to the batch's own mean. Its names are those of no layer.
 */
export function handModel(fixed: Fixed = {}): OrtModel {
  const network = handNetwork(fixed.rows);
  const weights: NamedTensors = {
    "block/W": { shape: [2, 3], data: Float32Array.of(0.5, -1, 0.25, 1, 2, -0.5) },
  };
  return withoutLayers({
    network,
    loss: meanSquaredError(),
    inputShape: [3],
    outputShape: [2],
    parameters: [{ name: "block/W", shape: [2, 3], trainable: true }],
    buffers: [{ name: "block/mean", role: "mean", shape: [3], initial: Number.NaN }],
    weights,
    initialBuffers: { "block/mean": { shape: [3], data: Float32Array.of(0.5, 0, -0.5) } },
    randomSites: [{ kind: "dropout", rate: 0.5, shape: (rows) => [rows, 2] }],
    fingerprint: "hand",
    ...fixed,
    exportModel: (state) => exportNetwork(network, state),
  });
}

function handNetwork(rows: number | undefined): Network {
  return {
    emit(graph, { training, draws }) {
      const inputs = graph.input("x", "float32", [rows ?? "rows", 3]);
      const weight = graph.input("block/W", "float32", [2, 3]);
      const mean = graph.input("block/mean", "float32", [3]);
      const centred = graph.apply("Sub", [inputs, mean]);
      const product = graph.apply("Gemm", [centred, weight], { transB: int(1) });
      const mask = draws ? graph.input("keep", "bool", [rows ?? "rows", 2]) : undefined;
      const scale = draws ? graph.input("factor", "float32", []) : undefined;
      const output =
        mask === undefined
          ? product
          : graph.apply("Where", [mask, graph.apply("Mul", [product, scale]), graph.scalar(0)]);
      const batchMean = graph.apply("ReduceMean", [inputs, graph.integers([0])], { keepdims: int(0) });
      const moved = graph.apply("Add", [
        graph.apply("Mul", [mean, graph.scalar(0.9)]),
        graph.apply("Mul", [batchMean, graph.scalar(0.1)]),
      ]);
      return {
        inputs,
        parameters: new Map([["block/W", weight]]),
        buffers: new Map([["block/mean", mean]]),
        nextBuffers: new Map(training ? [["block/mean", moved]] : []),
        draws: mask === undefined ? [] : [{ mask, scale: scale! }],
        output,
      };
    },
  };
}
