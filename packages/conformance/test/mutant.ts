import type {
  DropoutMask,
  EngineCapabilities,
  EngineOptions,
  MicroBatch,
  ModelSpec,
  SgdStep,
  TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../src/index.ts";

/** An engine with one fault, and the test that has to notice it. */
export interface Mutant {
  readonly fault: string;
  /** Part of the name of a test that must turn red. */
  readonly caughtBy: string;
  readonly subject: ConformanceSubject;
}

/** What a fault changes: some methods or facts, given the healthy engine and what it was made from. */
export type Fault = (healthy: TrainingEngine, model: ModelSpec, options: EngineOptions) => Partial<TrainingEngine>;

export const capabilities: EngineCapabilities = REFERENCE_CAPABILITIES;

/** A step that moves nothing. */
export const STILL: SgdStep = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

/** The reference engine with a fault. */
export function mutant(fault: string, caughtBy: string, change: Fault): Mutant {
  const createEngine = (model: ModelSpec, options: EngineOptions): TrainingEngine => {
    const healthy = createReferenceEngine(model, options);
    return { ...healthy, ...change(healthy, model, options) };
  };
  return { fault, caughtBy, subject: { name: fault, capabilities, createEngine } };
}

/** Changes the micro-batches of a training step. */
export function withMicroBatches(
  healthy: TrainingEngine,
  change: (microBatches: readonly MicroBatch[]) => readonly MicroBatch[],
): Partial<TrainingEngine> {
  return { trainBatch: (microBatches, update) => healthy.trainBatch(change(microBatches), update) };
}

/** Changes the masks of a training step. */
export function withTrainingMasks(
  healthy: TrainingEngine,
  change: (mask: DropoutMask) => DropoutMask,
): Partial<TrainingEngine> {
  return withMicroBatches(healthy, (microBatches) =>
    microBatches.map((batch) => ({ ...batch, masks: batch.masks.map(change) })),
  );
}

/** Changes the masks of training and of prediction. */
export function withMasks(
  healthy: TrainingEngine,
  change: (mask: DropoutMask) => DropoutMask,
): Partial<TrainingEngine> {
  return {
    ...withTrainingMasks(healthy, change),
    predict: (inputs, masks) => healthy.predict(inputs, masks?.map(change)),
  };
}

/** Changes the optimiser's step. */
export function withStep(healthy: TrainingEngine, change: (update: SgdStep) => SgdStep): Partial<TrainingEngine> {
  return { trainBatch: (microBatches, update) => healthy.trainBatch(microBatches, change(update)) };
}
