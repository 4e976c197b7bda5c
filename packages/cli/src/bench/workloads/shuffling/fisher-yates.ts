import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { requireArrayOf } from "./largest-array.ts";
import { requireDistinct } from "./require-distinct.ts";

/** All indices shuffled in an array, by `Math.random`; the array is kept from epoch to epoch. */
export async function fisherYates({ rows }: WorkloadSize): Promise<PreparedWorkload> {
  requireArrayOf("fisher-yates", rows);
  const indices = Int32Array.from({ length: rows }, (_, row) => row);
  shuffle(indices);
  requireDistinct("fisher-yates", indices, rows);
  return { units: rows, run: () => shuffle(indices) };
}

function shuffle(indices: Int32Array): void {
  for (let last = indices.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    const index = indices[last]!;
    indices[last] = indices[other]!;
    indices[other] = index;
  }
}
