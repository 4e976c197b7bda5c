import {
  dense,
  dropout,
  keyFromSeed,
  maskOfSite,
  relu,
  sequential,
  sgd,
  sgdStep,
  uniform,
  type MicroBatch,
  type ModelSpec,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";

/** A classifier of 3 classes over rows of 4 numbers. */
export const SMALL_MODEL: ModelSpec = sequential({
  inputShape: [4],
  layers: [dense(6), relu(), dropout(0.5), dense(3)],
});

export const PLAIN_STEP: SgdStep = sgdStep(sgd({ learningRate: 0.1 }), 0);
export const MOMENTUM_STEP: SgdStep = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 1);

/** The batch and masks of one step: the same arguments give the same numbers. */
export function smallBatch(engine: TrainingEngine, step: number, rows = 8): MicroBatch {
  const data = uniform(keyFromSeed(step), rows * 4);
  return {
    inputs: { shape: [rows, 4], data },
    targets: { shape: [rows], data: Int32Array.from({ length: rows }, (_, row) => (row + step) % 3) },
    masks: engine.randomSites.map((randomSite, site) => maskOfSite(randomSite, { seed: 5, site, step, rows })),
  };
}
