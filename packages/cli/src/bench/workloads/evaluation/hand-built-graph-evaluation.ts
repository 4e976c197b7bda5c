import { EVALUATION_ROWS } from "../../workload-facts.ts";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { loadOrt } from "../backends/load-ort.ts";
import { batchFeeds, weightFeeds } from "../hand-built/feeds.ts";
import { handBuiltEvaluation } from "../hand-built/hand-built-evaluation.ts";
import { startingWeights } from "../network/benchmark-network.ts";
import { evaluationRows } from "./evaluation-rows.ts";
import { evaluationWorkload } from "./evaluation-workload.ts";

/** An evaluation by a graph built by hand on the stock runtime. */
export async function handBuiltGraphEvaluation(threads: number, { width }: WorkloadSize): Promise<PreparedWorkload> {
  const ort = await loadOrt(threads);
  const graph = handBuiltEvaluation(EVALUATION_ROWS, width);
  const session = await ort.InferenceSession.create(graph, { executionProviders: ["wasm"] });
  const weights = weightFeeds(ort, startingWeights(width));
  const rows = evaluationRows();
  return evaluationWorkload("ort-hand-built", width, async () => {
    const { lossSum, correct } = await session.run({ ...weights, ...batchFeeds(ort, rows) });
    return { loss: Number(lossSum!.data[0]) / EVALUATION_ROWS, correct: Number(correct!.data[0]) };
  });
}
