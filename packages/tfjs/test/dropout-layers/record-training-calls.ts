import * as tf from "@tensorflow/tfjs";

import type { RandomLayer } from "../../src/dropout-layers/random-layer.ts";

/** What a layer returns while it trains, call by call. */
export function recordTrainingCalls(layer: RandomLayer): { read(): Promise<readonly Float32Array[]> } {
  const recorded: tf.Tensor[] = [];
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => {
    const output = call(inputs, kwargs);
    if (kwargs["training"]) recorded.push(tf.keep(tf.clone(output as tf.Tensor)));
    return output;
  };
  return {
    async read() {
      const values: Float32Array[] = [];
      for (const tensor of recorded.splice(0)) {
        values.push(Float32Array.from(await tensor.data()));
        tensor.dispose();
      }
      return values;
    },
  };
}
