import { maskOfSite, planBatches, sgdStep, type TrainingEngine } from "@lockstep/core";
import type { PreparedRun } from "./prepare-run.ts";
import type { StepTimes } from "./training-task.ts";

const WARM_UP_STEPS = 3;

/**
 * Times single optimiser steps on full batches, each from `trainBatch` until its loss has been read, one after the
 * other. Rows are gathered beforehand; the masks' bits are part of the step, since the engine computes them.
 */
export async function timeSteps(engine: TrainingEngine, prepared: PreparedRun, steps: number): Promise<StepTimes> {
  const { experiment, fitOptions } = prepared;
  const { batchSize, seed, optimizer } = fitOptions;
  const plan = planBatches({ rowCount: experiment.training.rowCount, batchSize, seed });
  const fullBatches = Math.max(1, Math.floor(plan.rowCount / plan.batchSize));
  const milliseconds: number[] = [];
  for (let step = 0; step < WARM_UP_STEPS + steps; step++) {
    const rows = plan.rows(0, step % fullBatches);
    const masks = engine.randomSites.map((randomSite, site) =>
      maskOfSite(randomSite, { seed, site, step, rows: rows.length }),
    );
    const batch = { ...experiment.training.gather(rows), masks };
    const start = performance.now();
    await engine.trainBatch([batch], sgdStep(optimizer, step)).read();
    if (step >= WARM_UP_STEPS) milliseconds.push(performance.now() - start);
  }
  return { milliseconds };
}
