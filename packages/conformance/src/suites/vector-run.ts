import {
  arrayDataset,
  maskOfSite,
  planBatches,
  sgd,
  sgdStep,
  type ArrayDataset,
  type BatchPlan,
  type DropoutMask,
  type LossSum,
  type TrainingEngine,
} from "@lockstep/core";
import { decodeFloats, decodeTargets, decodeTensor } from "../vectors/decode.ts";
import type { RunInput } from "../vectors/vector-files.ts";

/** The data that a run of the vectors trains on. */
export function dataOf(run: RunInput): ArrayDataset {
  return arrayDataset({ inputs: decodeTensor(run.inputs), targets: decodeTargets(run.targets) });
}

/** The rows of one step's batch, as core plans them. */
export function rowsOf(run: RunInput, step: number): readonly number[] {
  const plan = planOf(run);
  return plan.rows(Math.floor(step / plan.batchesPerEpoch), step % plan.batchesPerEpoch);
}

/** The masks of one step, as core addresses them. */
export function masksOf(run: RunInput, engine: TrainingEngine, step: number, rowCount: number): DropoutMask[] {
  return engine.randomSites.map((randomSite, site) =>
    maskOfSite(randomSite, { seed: BigInt(run.seed), site, step, rows: rowCount }),
  );
}

/** Trains an engine for all the steps of a run; the loss of each step. */
export async function runSteps(engine: TrainingEngine, run: RunInput): Promise<readonly LossSum[]> {
  const data = dataOf(run);
  const rowWeights = run.weights === undefined ? undefined : decodeFloats(run.weights);
  const optimizer = sgd(run.optimizer);
  const losses: LossSum[] = [];
  for (let step = 0; step < run.steps; step++) {
    const rows = rowsOf(run, step);
    const masks = masksOf(run, engine, step, rows.length);
    const weights = rowWeights === undefined ? {} : { weights: Float32Array.from(rows, (row) => rowWeights[row]!) };
    const batch = { ...data.gather(rows), ...weights, masks };
    losses.push(await engine.trainBatch([batch], sgdStep(optimizer, step)).read());
  }
  return losses;
}

function planOf({ rows, batchSize, lastBatch, order, seed }: RunInput): BatchPlan {
  return planBatches({ rowCount: rows, batchSize, lastBatch, order, seed: BigInt(seed) });
}
