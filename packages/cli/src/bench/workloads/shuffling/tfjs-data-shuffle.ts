import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { requireArrayOf } from "./largest-array.ts";
import { requireDistinct } from "./require-distinct.ts";

/** It takes microseconds an element, one promise each: more would be minutes. */
const MOST_ROWS = 10 ** 5;

/** An epoch of `tf.data` with a buffer for all rows, which is what a full shuffle takes there. */
export async function tfjsDataShuffle({ rows }: WorkloadSize): Promise<PreparedWorkload> {
  requireArrayOf("tfjs-data", rows, MOST_ROWS);
  const data = await import("@tensorflow/tfjs-data");
  const shuffled = data.array(Array.from({ length: rows }, (_, row) => row)).shuffle(rows);
  const indices = new Int32Array(rows);
  const readEpoch = async (): Promise<void> => {
    let position = 0;
    await shuffled.forEachAsync((row) => {
      indices[position++] = row;
    });
  };
  await readEpoch();
  requireDistinct("tfjs-data", indices, rows);
  return { units: rows, run: readEpoch };
}
