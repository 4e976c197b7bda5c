import { EVALUATION_ROWS } from "../../workload-facts.ts";
import type { PreparedWorkload } from "../../workload.ts";
import type { PlainMeasures } from "../network/plain-network.ts";
import { requireMeasures } from "./evaluation-rows.ts";

/** A contestant's evaluation as a workload, once it is known to measure what the others do. */
export async function evaluationWorkload(
  contestant: string,
  width: number,
  measure: () => Promise<PlainMeasures>,
): Promise<PreparedWorkload> {
  requireMeasures(contestant, width, await measure());
  return {
    units: EVALUATION_ROWS,
    async run() {
      await measure();
    },
  };
}
