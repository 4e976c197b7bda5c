import type { SgdStep } from "@lockstep/core";

/** A step that is the gradient itself: weights before - weights after. */
export const GRADIENT_STEP: SgdStep = {
  learningRate: 1,
  momentum: 0,
  gradientScale: 1,
  nesterov: false,
  weightDecay: 0,
};
