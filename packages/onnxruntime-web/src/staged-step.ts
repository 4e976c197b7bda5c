import type { LossSpec, MicroBatch, SgdStep } from "@lockstep/core";
import { countedRows, weightSum } from "@lockstep/core/engine";
import { stageBatch, type StagedBatch } from "./staged-batch.ts";
import { stageDraw, type StagedDraw } from "./staged-draw.ts";

/** A micro-batch copied for a step that runs later. */
export interface StagedMicroBatch {
  readonly batch: StagedBatch;
  readonly draws: readonly StagedDraw[];
}

/** An optimiser step copied for later, when the caller's arrays may already hold something else. */
export interface StagedStep {
  readonly microBatches: readonly StagedMicroBatch[];
  /** Of all rows, in f64: the divisor of the gradients. */
  readonly totalWeight: number;
  readonly update: SgdStep;
}

/** Copies the checked arguments of a step. */
export function stageStep(loss: LossSpec, given: readonly MicroBatch[], update: SgdStep): StagedStep {
  const counted = given.map((microBatch) => countedRows(loss, microBatch));
  return {
    microBatches: counted.map((microBatch) => ({
      batch: stageBatch(microBatch),
      draws: microBatch.masks.map(stageDraw),
    })),
    totalWeight: counted.reduce((sum, microBatch) => weightSum(microBatch, sum), 0),
    update: { ...update },
  };
}
