import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs, type TfjsBackend } from "../backends/load-tfjs.ts";
import { DROPOUT_RATE, startingWeights } from "../network/benchmark-network.ts";
import { trainingBatches } from "../network/labelled-rows.ts";
import { plainLosses } from "../network/plain-network.ts";
import { requireLosses } from "../require-losses.ts";
import { layersBatch } from "./layers-batch.ts";
import { layersModel } from "./layers-model.ts";
import { lossesWithoutDropout } from "./losses-without-dropout.ts";

/**
 * A step of stock tfjs-layers with its own dropout. Its masks cannot be known, so that losses are checked with dropout off.
 */
export async function stockLayersStep(backend: TfjsBackend, size: WorkloadSize): Promise<PreparedWorkload> {
  const { batchSize, width } = size;
  const tf = await loadTfjs(backend);
  const batches = trainingBatches(batchSize);
  const [first] = batches;
  const tensors = batches.map((batch) => layersBatch(tf, batch));
  const losses = await lossesWithoutDropout(tf, width, tensors[0]!);
  requireLosses(`tfjs-${backend}`, losses, plainLosses(startingWeights(width), first!));

  const model = layersModel(tf, width, () => tf.layers.dropout({ rate: DROPOUT_RATE }));
  let step = 0;
  return {
    units: 1,
    async run() {
      step += 1;
      const { x, y } = tensors[step % tensors.length]!;
      await model.trainOnBatch(x, y);
    },
  };
}
