import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../backends/load-tfjs.ts";
import { CLASSES, PIXELS } from "../network/benchmark-network.ts";
import { oneHotRows, type LabelledBatch } from "../network/labelled-rows.ts";

/** A batch as a user of tfjs-layers holds it: on the backend, classes as one-hot rows. */
export interface LayersBatch {
  readonly x: Tensor2D;
  readonly y: Tensor2D;
}

/** Puts a batch on the current backend. */
export function layersBatch(tf: Tfjs, { inputs, targets }: LabelledBatch): LayersBatch {
  const rows = targets.data.length;
  return {
    x: tf.tensor2d(inputs.data, [rows, PIXELS]),
    y: tf.tensor2d(oneHotRows(targets.data), [rows, CLASSES]),
  };
}
