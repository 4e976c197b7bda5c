import { keyFromSeed, planBatches, uniform } from "@lockstep/core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { requireDistinct } from "./require-distinct.ts";

const BATCHES_A_RUN = 64;
const CHECKED_BATCHES = 100;
const EPOCHS = 1000;

/** Batches of core's plan at random places of random epochs: nothing is kept of the rows, however many there are. */
export async function plannedBatches({ batchSize, rows }: WorkloadSize): Promise<PreparedWorkload> {
  const plan = planBatches({ rowCount: rows, batchSize: Math.min(batchSize, rows), seed: 1, lastBatch: "drop" });
  const first = Array.from({ length: Math.min(CHECKED_BATCHES, plan.batchesPerEpoch) }, (_, batch) =>
    plan.rows(0, batch),
  );
  requireDistinct("lockstep", first.flat(), rows);

  const draws = uniform(keyFromSeed(3), 2 * BATCHES_A_RUN);
  const places = Array.from({ length: BATCHES_A_RUN }, (_, index) => ({
    epoch: Math.floor(draws[2 * index]! * EPOCHS),
    batch: Math.floor(draws[2 * index + 1]! * plan.batchesPerEpoch),
  }));
  return {
    units: BATCHES_A_RUN * plan.batchSize,
    run() {
      for (const { epoch, batch } of places) plan.rows(epoch, batch);
    },
  };
}
