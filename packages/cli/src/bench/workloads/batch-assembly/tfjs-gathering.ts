import type { Tensor } from "@tensorflow/tfjs-core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs, type TfjsBackend } from "../backends/load-tfjs.ts";
import { PIXELS } from "../network/benchmark-network.ts";
import { gatheringWorkload } from "./gathering-workload.ts";
import { shuffledRows } from "./shuffled-rows.ts";

/**
 * `tf.gather` of rows that lie on the backend.
 *
 * @param hasFastKernels whether with our kernels in the wasm backend.
 */
export async function tfjsGathering(
  backend: TfjsBackend,
  hasFastKernels: boolean,
  size: WorkloadSize,
): Promise<PreparedWorkload> {
  const tf = await loadTfjs(backend);
  if (hasFastKernels) {
    const { installFastWasm } = await import("@lockstep/tfjs");
    installFastWasm(tf);
  }
  const source = shuffledRows(size);
  const x = tf.tensor2d(source.inputs.data, [source.inputs.shape[0]!, PIXELS]);
  return gatheringWorkload<Tensor>(`tfjs-${backend}`, source, {
    gather: (batch) => tf.tidy(() => tf.gather(x, tf.tensor1d([...source.batches[batch]!], "int32"))),
    read: (result) => result.data(),
    release: (result) => result.dispose(),
  });
}
