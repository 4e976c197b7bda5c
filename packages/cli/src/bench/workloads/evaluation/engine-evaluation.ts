import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import type { EngineEntry } from "../backends/engine-entries.ts";
import { evaluationRows } from "./evaluation-rows.ts";
import { evaluationWorkload } from "./evaluation-workload.ts";

/** An evaluation by one of our engines. */
export async function engineEvaluation({ name, open }: EngineEntry, size: WorkloadSize): Promise<PreparedWorkload> {
  const engine = await open(size.width);
  const rows = evaluationRows();
  return evaluationWorkload(name, size.width, async () => {
    const { lossSum, weightSum, correctCount } = await engine.evaluateBatch(rows);
    return { loss: lossSum / weightSum, correct: correctCount! };
  });
}
