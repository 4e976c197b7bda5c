import type { Tensor } from "@tensorflow/tfjs-core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs, type TfjsBackend } from "../backends/load-tfjs.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { activation } from "./activation.ts";
import { dropoutWorkload } from "./dropout-workload.ts";

/** Stock `tf.dropout`. */
export async function tfjsDropout(backend: TfjsBackend, { elements }: WorkloadSize): Promise<PreparedWorkload> {
  const tf = await loadTfjs(backend);
  const values = activation(elements);
  const x = tf.tensor1d(values);
  return dropoutWorkload<Tensor>(`tfjs-${backend}`, values, {
    draw: () => tf.tidy(() => tf.dropout(x, DROPOUT_RATE)),
    read: (result) => result.data() as Promise<Float32Array>,
    release: (result) => result.dispose(),
  });
}
