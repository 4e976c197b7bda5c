import type { NamedTensors } from "@lockstep/core";
import type { Tensor } from "onnxruntime-web";
import type { Ort } from "../backends/load-ort.ts";
import type { LabelledBatch } from "../network/labelled-rows.ts";

/** Tensors by the names of a graph's inputs. */
export type Feeds = Readonly<Record<string, Tensor>>;

/** Weights as inputs of a graph. */
export function weightFeeds(ort: Ort, weights: NamedTensors): Feeds {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [name, new ort.Tensor("float32", data, shape)]),
  );
}

/** Rows and labels as inputs of a graph. */
export function batchFeeds(ort: Ort, { inputs, targets }: LabelledBatch): Feeds {
  return {
    x: new ort.Tensor("float32", inputs.data, inputs.shape),
    labels: new ort.Tensor("int32", targets.data, targets.shape),
  };
}
