import type { Scalar } from "@tensorflow/tfjs-core";
import { EVALUATION_ROWS } from "../../workload-facts.ts";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs, type TfjsBackend } from "../backends/load-tfjs.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { layersBatch } from "../training-step/layers-batch.ts";
import { layersModel } from "../training-step/layers-model.ts";
import { evaluationRows } from "./evaluation-rows.ts";
import { evaluationWorkload } from "./evaluation-workload.ts";

/** Stock `model.evaluate` with the metric of accuracy. */
export async function stockLayersEvaluation(backend: TfjsBackend, size: WorkloadSize): Promise<PreparedWorkload> {
  const tf = await loadTfjs(backend);
  const model = layersModel(tf, size.width, () => tf.layers.dropout({ rate: DROPOUT_RATE }), ["categoricalAccuracy"]);
  const { x, y } = layersBatch(tf, evaluationRows());
  return evaluationWorkload(`tfjs-${backend}`, size.width, async () => {
    const results = model.evaluate(x, y, { batchSize: EVALUATION_ROWS }) as Scalar[];
    const [loss, accuracy] = await Promise.all(results.map(async (result) => (await result.data())[0]!));
    tf.dispose(results);
    return { loss: loss!, correct: Math.round(accuracy! * EVALUATION_ROWS) };
  });
}
