import type { Contestant, PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { ENGINE_ENTRIES, type EngineEntry } from "./engine-entries.ts";

/** All of our engines as contestants of a workload, which `prepare` loads. */
export function engineContestants(
  prepare: (entry: EngineEntry, size: WorkloadSize) => Promise<PreparedWorkload>,
): readonly Contestant[] {
  return ENGINE_ENTRIES.map((entry) => {
    const { open: _, ...facts } = entry;
    return { ...facts, ours: true, prepare: (size) => prepare(entry, size) };
  });
}
