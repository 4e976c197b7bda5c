import type { Tensor } from "@tensorflow/tfjs-core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadTfjs } from "../backends/load-tfjs.ts";
import { PIXELS } from "../network/benchmark-network.ts";
import { gatheringWorkload } from "./gathering-workload.ts";
import { shuffledRows } from "./shuffled-rows.ts";

/** `batch` of a data set of `tf.data` that yields the rows one by one, epoch after epoch. */
export async function tfjsDataGathering(size: WorkloadSize): Promise<PreparedWorkload> {
  await loadTfjs("wasm");
  const data = await import("@tensorflow/tfjs-data");
  const source = shuffledRows(size);
  const { batches, inputs } = source;

  function* rowsInOrder(): Generator<Float32Array, void> {
    for (;;) {
      for (const rows of batches) {
        for (const row of rows) yield inputs.data.subarray(row * PIXELS, (row + 1) * PIXELS);
      }
    }
  }

  // Its type does not say so, but a generator that never ends is what it documents.
  const dataset = data.generator(rowsInOrder as unknown as () => Generator<Tensor, void>).batch(batches[0]!.length);
  const reader = await dataset.iterator();
  return gatheringWorkload<Tensor>("tfjs-data", source, {
    gather: async () => (await reader.next()).value as Tensor,
    read: (result) => result.data(),
    release: (result) => result.dispose(),
  });
}
