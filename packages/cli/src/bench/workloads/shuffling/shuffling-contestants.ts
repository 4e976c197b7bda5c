import type { Contestant } from "../../workload.ts";

/** Shuffled indices of rows; the unit is the index. */
export const SHUFFLING_CONTESTANTS: readonly Contestant[] = [
  {
    name: "fisher-yates",
    title: "Fisher-Yates in an Int32Array",
    ours: false,
    async prepare(size) {
      const { fisherYates } = await import("./fisher-yates.ts");
      return fisherYates(size);
    },
  },
  {
    name: "tfjs-shuffle",
    title: "TensorFlow.js (tf.util.shuffle)",
    ours: false,
    async prepare(size) {
      const { tfjsShuffle } = await import("./tfjs-shuffle.ts");
      return tfjsShuffle(size);
    },
  },
  {
    name: "tfjs-data",
    title: "TensorFlow.js (tf.data, shuffle of 10,000 rows)",
    ours: false,
    async prepare(size) {
      const { tfjsDataShuffle } = await import("./tfjs-data-shuffle.ts");
      return tfjsDataShuffle(size);
    },
  },
  {
    name: "lockstep",
    title: "Lockstep (planBatches, any batch of any epoch)",
    ours: true,
    async prepare(size) {
      const { plannedBatches } = await import("./planned-batches.ts");
      return plannedBatches(size);
    },
  },
];
