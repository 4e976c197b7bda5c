import {
  arrayDataset,
  dropoutMask,
  planBatches,
  scheduleFrom,
  sgd,
  sgdStep,
  type ArrayDataset,
  type BatchPlan,
  type DropoutMask,
  type LossSum,
  type MicroBatch,
  type OneCycle,
  type Sgd,
  type SgdOptions,
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

/** The masks of one step, as core addresses them; those of a part begin at its first row. */
export function masksOf(
  run: RunInput,
  engine: TrainingEngine,
  step: number,
  rowCount: number,
  rowOffset = 0,
): DropoutMask[] {
  return engine.randomSites.map(({ rate, shape }, site) =>
    dropoutMask({ seed: BigInt(run.seed), site, step, rate, shape: shape(rowCount), rowOffset }),
  );
}

/** A vector's optimiser, whose schedules come as data. */
function optimizerOf({ learningRate, momentum = 0, ...options }: SgdOptions): Sgd {
  return sgd({
    ...options,
    learningRate: scheduleFrom(learningRate),
    momentum: scheduleFrom(momentum) as number | OneCycle,
  });
}

/**
 * Trains an engine for all the steps of a run; the loss of each step.
 *
 * @param partSize cuts each batch into micro-batches of so many rows. @default the whole batch
 */
export async function runSteps(
  engine: TrainingEngine,
  run: RunInput,
  partSize: number = run.batchSize,
): Promise<readonly LossSum[]> {
  const data = dataOf(run);
  const rowWeights = run.weights === undefined ? undefined : decodeFloats(run.weights);
  const optimizer = optimizerOf(run.optimizer);
  const { batchesPerEpoch } = planOf(run);
  const losses: LossSum[] = [];
  for (let step = 0; step < run.steps; step++) {
    const batchRows = rowsOf(run, step);
    const microBatches: MicroBatch[] = [];
    for (let first = 0; first < batchRows.length; first += partSize) {
      const rows = batchRows.slice(first, first + partSize);
      const masks = masksOf(run, engine, step, rows.length, first);
      const weights = rowWeights === undefined ? {} : { weights: Float32Array.from(rows, (row) => rowWeights[row]!) };
      microBatches.push({ ...data.gather(rows), ...weights, masks });
    }
    const update = sgdStep(optimizer, step, { epoch: Math.floor(step / batchesPerEpoch) });
    losses.push(await engine.trainBatch(microBatches, update).read());
  }
  return losses;
}

function planOf({ rows, batchSize, lastBatch, order, seed }: RunInput): BatchPlan {
  return planBatches({ rowCount: rows, batchSize, lastBatch, order, seed: BigInt(seed) });
}
