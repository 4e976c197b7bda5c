import { gatherRows } from "@lockstep/core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { gatheringWorkload } from "./gathering-workload.ts";
import { shuffledRows } from "./shuffled-rows.ts";

/** What core's data sets in memory gather with. */
export function coreGathering(size: WorkloadSize): Promise<PreparedWorkload> {
  const source = shuffledRows(size);
  return gatheringWorkload("lockstep", source, {
    gather: (batch) => gatherRows(source.inputs, source.batches[batch]!),
    read: ({ data }) => data,
  });
}
