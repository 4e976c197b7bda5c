import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs, type TfjsBackend } from "../backends/load-tfjs.ts";
import { DROPOUT_RATE, startingWeights } from "../network/benchmark-network.ts";
import { trainingBatches } from "../network/labelled-rows.ts";
import { plainLosses } from "../network/plain-network.ts";
import { requireLosses } from "../require-losses.ts";
import { layersBatch } from "./layers-batch.ts";
import { layersFit } from "./layers-fit.ts";
import { layersModel } from "./layers-model.ts";
import { lossesWithoutDropout } from "./losses-without-dropout.ts";

/** Steps of stock `model.fit` with stock dropout. Losses are checked with dropout off. */
export async function stockLayersFit(
  backend: TfjsBackend,
  { batchSize, width }: WorkloadSize,
): Promise<PreparedWorkload> {
  const tf = await loadTfjs(backend);
  const [first] = trainingBatches(batchSize);
  const batch = layersBatch(tf, first!);
  const losses = await lossesWithoutDropout(tf, width, batch);
  tf.dispose([batch.x, batch.y]);
  requireLosses(`tfjs-${backend}-fit`, losses, plainLosses(startingWeights(width), first!));
  const model = layersModel(tf, width, () => tf.layers.dropout({ rate: DROPOUT_RATE }));
  return layersFit(tf, model, batchSize);
}
