import { util } from "@tensorflow/tfjs-core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { requireArrayOf } from "./largest-array.ts";
import { requireDistinct } from "./require-distinct.ts";

/** All indices shuffled in an array by `tf.util.shuffle`; the array is kept from epoch to epoch. */
export async function tfjsShuffle({ rows }: WorkloadSize): Promise<PreparedWorkload> {
  requireArrayOf("tfjs-shuffle", rows);
  const indices = Uint32Array.from({ length: rows }, (_, row) => row);
  util.shuffle(indices);
  requireDistinct("tfjs-shuffle", indices, rows);
  return { units: rows, run: () => util.shuffle(indices) };
}
