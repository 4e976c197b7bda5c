import type { Tensor } from "@tensorflow/tfjs-core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs, type TfjsBackend } from "../backends/load-tfjs.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { maskWorkload } from "./mask-workload.ts";

/** Bits by `tf.randomUniform` and a comparison. */
export async function tfjsMasks(backend: TfjsBackend, { elements }: WorkloadSize): Promise<PreparedWorkload> {
  const tf = await loadTfjs(backend);
  return maskWorkload<Tensor>(`tfjs-${backend}`, elements, {
    draw: () => tf.tidy(() => tf.less(tf.randomUniform([elements]), 1 - DROPOUT_RATE)),
    read: (bits) => bits.data(),
    release: (bits) => bits.dispose(),
  });
}
