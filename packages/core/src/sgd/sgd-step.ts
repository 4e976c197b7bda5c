import { requireNumber } from "../errors/check-option.ts";
import type { GradientClip } from "./gradient-clip.ts";
import { learningRateAt } from "./learning-rate-at.ts";
import type { Sgd } from "./sgd.ts";

/** What one step of the optimiser needs: core resolves the options, an engine only computes `updateParameters`. */
export interface SgdStep {
  readonly learningRate: number;
  readonly momentum: number;
  /** What the gradient is multiplied by on its way into the velocity: 1 - dampening, and 1 on the first step. */
  readonly gradientScale: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
  /** @default none */
  readonly clip?: GradientClip;
  /** Largest norm of a unit's incoming weights. @default none */
  readonly maxNorm?: number;
}

/** What the numbers of a step depend on besides the step itself. */
export interface SgdStepOptions {
  /** The epoch that the step belongs to, counted from 0; needed if a schedule counts epochs. */
  readonly epoch?: number;
  /** What the scheduled rate is multiplied by, at least 0: that of a reducer on a plateau. @default 1 */
  readonly learningRateFactor?: number;
}

/**
 * The numbers of optimiser step `step` (counted from 0 in a run, never reset by epochs). Dampening spares the first
 * gradient, as in PyTorch, whose velocity starts as the first gradient itself.
 *
 * @throws {InvalidOptionError} if a schedule counts epochs and `epoch` is missing, or if the factor or the rate is not a
 *   finite number of at least 0.
 * @example
 * engine.trainBatch(microBatches, sgdStep(optimizer, 1200, { epoch: 3 }));
 */
export function sgdStep(optimizer: Sgd, step: number, options: SgdStepOptions = {}): SgdStep {
  const { dampening, nesterov, weightDecay, clip, maxNorm } = optimizer;
  const { learningRateFactor = 1 } = options;
  requireNumber("learningRateFactor", learningRateFactor, { min: 0 });
  const at = { ...options, step };
  const learningRate = learningRateAt(optimizer.learningRate, at) * learningRateFactor;
  return {
    // A schedule of one's own may give anything, and one that grows may grow too far.
    learningRate: requireNumber(`the learning rate of step ${step}`, learningRate, { min: 0 }),
    momentum: learningRateAt(optimizer.momentum, at),
    gradientScale: step === 0 ? 1 : 1 - dampening,
    nesterov,
    weightDecay,
    ...(clip === undefined ? {} : { clip }),
    ...(maxNorm === undefined ? {} : { maxNorm }),
  };
}
