import type { Sequential } from "@tensorflow/tfjs-layers";
import type { PreparedWorkload } from "../../workload.ts";
import type { Tfjs } from "../backends/load-tfjs.ts";
import { BATCH_COUNT, labelledRows } from "../network/labelled-rows.ts";
import { layersBatch } from "./layers-batch.ts";

type FitArguments = NonNullable<Parameters<Sequential["fit"]>[2]>;

/** An epoch of `model.fit` over rows that lie on the backend; the unit is the step. */
export function layersFit(
  tf: Tfjs,
  model: Sequential,
  batchSize: number,
  callbacks: FitArguments["callbacks"] = [],
): PreparedWorkload {
  const { x, y } = layersBatch(tf, labelledRows(batchSize * BATCH_COUNT));
  return {
    units: BATCH_COUNT,
    async run() {
      await model.fit(x, y, { batchSize, epochs: 1, shuffle: false, yieldEvery: "never", callbacks });
    },
  };
}
