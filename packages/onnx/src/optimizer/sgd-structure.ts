import type { GradientClip, SgdStep } from "@lockstep/core";

/** Which parts of the SGD law a graph has. Its numbers are inputs; what a step does without costs nothing. */
export interface SgdStructure {
  /** Whether there is a velocity. */
  readonly momentum: boolean;
  /** Whether the step looks ahead along the velocity. */
  readonly nesterov: boolean;
  readonly weightDecay: boolean;
  /** How gradients are clipped; absent where they are not. */
  readonly clip?: GradientClip["kind"];
  /** Whether the norms of units' incoming weights are limited; absent where they are not. */
  readonly maxNorm?: true;
}

/**
 * The structure that a step asks for: a part whose f32 factor is 0 is left out, as `sgdUpdate` skips it.
 *
 * @example
 * const step = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 0);
 * sgdStructure(step); // { momentum: true, nesterov: false, weightDecay: false }
 */
export function sgdStructure(step: SgdStep): SgdStructure {
  const momentum = Math.fround(step.momentum) !== 0;
  return {
    momentum,
    nesterov: momentum && step.nesterov,
    weightDecay: Math.fround(step.weightDecay) !== 0,
    ...(step.clip === undefined ? {} : { clip: step.clip.kind }),
    ...(step.maxNorm === undefined ? {} : { maxNorm: true }),
  };
}
