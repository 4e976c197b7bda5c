import type { GradientClip } from "./gradient-clip.ts";
import type { LearningRate } from "./learning-rate-schedule.ts";
import { requireSgd } from "./require-sgd.ts";
import type { OneCycle } from "./schedules/one-cycle.ts";

/** Options of {@link sgd}. */
export interface SgdOptions {
  /** Step size, at least 0: a constant, or a schedule such as `cosine({ initial: 0.1, length: 50 })`. */
  readonly learningRate: LearningRate;
  /** Share of the velocity that is carried on, in [0, 1): a constant, or a `oneCycle` above 0. @default 0 */
  readonly momentum?: number | OneCycle;
  /** Share of the gradient that is kept out of the velocity, in [0, 1]. @default 0 */
  readonly dampening?: number;
  /** Look one step ahead along the velocity. Needs momentum above 0 and dampening 0. @default false */
  readonly nesterov?: boolean;
  /** Coupled L2 penalty: weightDecay · w is added to the gradient, after clipping. @default 0 */
  readonly weightDecay?: number;
  /** What keeps gradients small: `clipByNorm(1)` or `clipByValue(0.5)`. @default none */
  readonly clip?: GradientClip;
  /** The largest Euclidean norm of a unit's incoming weights, above 0, to which every update is cut back. @default none */
  readonly maxNorm?: number;
}

/** A checked optimiser with every default filled in; plain data. */
export interface Sgd extends Required<Omit<SgdOptions, "clip" | "maxNorm">>, Pick<SgdOptions, "clip" | "maxNorm"> {
  readonly kind: "sgd";
}

/** Names that people bring from PyTorch, Keras and tfjs. */
const HINTS: Readonly<Record<string, string>> = {
  lr: "Name it learningRate.",
  learning_rate: "Name it learningRate.",
  schedule: "Pass the schedule as learningRate.",
  weight_decay: "Name it weightDecay; it is coupled (L2), as in PyTorch.",
  decay: "Use learningRate: inverseTime({ initial, decay }).",
  useNesterov: "Name it nesterov.",
  maximize: "Turn the sign of the loss round: training minimises.",
  clipnorm: "Use clip: clipByNorm(limit), the norm over all parameters; Keras's clipnorm clips each parameter alone.",
  clipNorm: "Use clip: clipByNorm(limit).",
  global_clipnorm: "Use clip: clipByNorm(limit).",
  clipvalue: "Use clip: clipByValue(limit).",
  clipValue: "Use clip: clipByValue(limit).",
  gradientClip: "Name it clip.",
  max_norm: "Name it maxNorm (a constraint on weights), or use clip: clipByNorm(limit) for gradients.",
};

/**
 * Stochastic gradient descent in PyTorch's velocity form; `sgdUpdate` has the formula, `updateParameters` the order:
 * mean gradient, clipping, update, max-norm.
 *
 * @throws {InvalidOptionError} for a value out of range, an unknown option, or nesterov without momentum.
 * @example
 * sgd({ learningRate: 0.05, momentum: 0.9 });
 * @example
 * sgd({ learningRate: cosine({ initial: 0.1, length: 50 }), momentum: 0.9, clip: clipByNorm(1), maxNorm: 3 });
 */
export function sgd(options: SgdOptions): Sgd {
  return requireSgd(options, HINTS);
}
