import type { Contestant, PreparedWorkload, WorkloadSize } from "../../workload.ts";
import type { TfjsBackend } from "../backends/load-tfjs.ts";

/** Batches of 784-wide rows gathered by shuffled indices, from at most 60,000 rows; the unit is the row. */
export const BATCH_ASSEMBLY_CONTESTANTS: readonly Contestant[] = [
  {
    name: "plain",
    title: "Plain JavaScript (subarray, set)",
    ours: false,
    async prepare(size) {
      const { plainGathering } = await import("./plain-gathering.ts");
      return plainGathering(size);
    },
  },
  {
    name: "tfjs-wasm",
    title: "TensorFlow.js, wasm (tf.gather)",
    ours: false,
    prepare: (size) => gather("wasm", false, size),
  },
  {
    name: "tfjs-cpu",
    title: "TensorFlow.js, cpu (tf.gather)",
    ours: false,
    prepare: (size) => gather("cpu", false, size),
  },
  {
    name: "tfjs-data",
    title: "TensorFlow.js, wasm (tf.data, batch)",
    ours: false,
    async prepare(size) {
      const { tfjsDataGathering } = await import("./tfjs-data-gathering.ts");
      return tfjsDataGathering(size);
    },
  },
  {
    name: "lockstep",
    title: "Lockstep (gatherRows)",
    ours: true,
    async prepare(size) {
      const { coreGathering } = await import("./core-gathering.ts");
      return coreGathering(size);
    },
  },
  {
    name: "tfjs-fast-wasm",
    title: "TensorFlow.js, wasm (tf.gather, Lockstep's kernels)",
    ours: true,
    prepare: (size) => gather("wasm", true, size),
  },
];

async function gather(backend: TfjsBackend, hasFastKernels: boolean, size: WorkloadSize): Promise<PreparedWorkload> {
  const { tfjsGathering } = await import("./tfjs-gathering.ts");
  return tfjsGathering(backend, hasFastKernels, size);
}
