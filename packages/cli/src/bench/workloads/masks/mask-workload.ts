import type { PreparedWorkload } from "../../workload.ts";
import { drawingWorkload, type Drawing } from "../drawing-workload.ts";

/** A contestant that draws bits, 1 with probability ½. */
export function maskWorkload<Drawn>(
  contestant: string,
  elements: number,
  drawing: Drawing<Drawn>,
): Promise<PreparedWorkload> {
  return drawingWorkload(contestant, elements, drawing, (bit) => (bit === 0 || bit === 1 ? bit === 1 : undefined));
}
