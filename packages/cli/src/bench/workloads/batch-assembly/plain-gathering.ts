import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { PIXELS } from "../network/benchmark-network.ts";
import { gatheringWorkload } from "./gathering-workload.ts";
import { shuffledRows } from "./shuffled-rows.ts";

/** A loop that copies row by row. */
export function plainGathering(size: WorkloadSize): Promise<PreparedWorkload> {
  const source = shuffledRows(size);
  const { data } = source.inputs;
  return gatheringWorkload("plain", source, {
    gather(batch) {
      const rows = source.batches[batch]!;
      const result = new Float32Array(rows.length * PIXELS);
      for (let position = 0; position < rows.length; position++) {
        const from = rows[position]! * PIXELS;
        result.set(data.subarray(from, from + PIXELS), position * PIXELS);
      }
      return result;
    },
    read: (result) => result,
  });
}
