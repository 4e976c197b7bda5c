import type { WorkloadSize } from "../workload.ts";
import type { SizeSeries } from "./growth-plan.ts";

/** Sizes with one of them set to a value of a series. */
export function resize(size: WorkloadSize, axis: SizeSeries["axis"], value: number): WorkloadSize {
  switch (axis) {
    case "batch size":
      return { ...size, batchSize: value };
    case "width":
      return { ...size, width: value };
    case "rows":
      return { ...size, rows: value };
  }
}
