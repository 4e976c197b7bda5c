import type { LearningRate, RunMoment } from "./learning-rate-schedule.ts";

/**
 * The learning rate at a moment of a run: a pure function in f64, by the closed form that the schedule's factory states,
 * so that any moment can be asked for in any order. PyTorch multiplies its rates up step by step, which differs from
 * this by roundings: less than 1e-12 of the largest rate.
 *
 * @throws {InvalidOptionError} if the counter that the schedule reads is missing.
 * @example
 * learningRateAt(stepDecay({ initial: 0.1, factor: 0.5, every: 10 }), { step: 0, epoch: 25 }); // 0.025
 */
export function learningRateAt(learningRate: LearningRate, at: RunMoment): number {
  return typeof learningRate === "number" ? learningRate : learningRate.rateAt(at);
}
