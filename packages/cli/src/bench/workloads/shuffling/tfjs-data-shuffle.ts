import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { requireArrayOf } from "./largest-array.ts";
import { requireDistinct } from "./require-distinct.ts";

/** It takes microseconds an index, one promise each: an epoch of a million would be half a minute. */
const MOST_ROWS = 10 ** 4;

/**
 * An epoch of `tf.data` with a buffer for all rows, which is what a full shuffle takes there. Of fewer rows than the others
 * shuffle: its time for an index hardly depends on them, and if so it is to its advantage.
 */
export async function tfjsDataShuffle({ rows }: WorkloadSize): Promise<PreparedWorkload> {
  requireArrayOf("tfjs-data", rows);
  const count = Math.min(rows, MOST_ROWS);
  const data = await import("@tensorflow/tfjs-data");
  const shuffled = data.array(Array.from({ length: count }, (_, row) => row)).shuffle(count);
  const indices = new Int32Array(count);
  const readEpoch = async (): Promise<void> => {
    let position = 0;
    await shuffled.forEachAsync((row) => {
      indices[position++] = row;
    });
  };
  await readEpoch();
  requireDistinct("tfjs-data", indices, count);
  return { units: count, run: readEpoch };
}
