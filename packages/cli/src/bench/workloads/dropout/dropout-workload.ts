import type { PreparedWorkload } from "../../workload.ts";
import { drawingWorkload, type Drawing } from "../drawing-workload.ts";

/** A contestant that drops half of the values and doubles the others. */
export function dropoutWorkload<Drawn>(
  contestant: string,
  values: Float32Array,
  drawing: Drawing<Drawn>,
): Promise<PreparedWorkload> {
  return drawingWorkload(contestant, values.length, drawing, (result, index) => {
    if (result === 0) return false;
    return result === 2 * values[index]! ? true : undefined;
  });
}
