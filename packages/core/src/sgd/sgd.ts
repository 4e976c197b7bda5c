import { rejectUnknownOptions, requireBoolean, requireNumber } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireClip, type GradientClip } from "./gradient-clip.ts";
import type { LearningRate } from "./learning-rate-schedule.ts";
import { requireLearningRate } from "./require-learning-rate.ts";
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
  const known = ["learningRate", "momentum", "dampening", "nesterov", "weightDecay", "clip", "maxNorm"];
  rejectUnknownOptions("sgd", options, known, HINTS);
  const { dampening = 0, nesterov = false, weightDecay = 0, clip, maxNorm } = options;
  const learningRate = requireLearningRate("learningRate", options.learningRate);
  const momentum = requireMomentum(options.momentum ?? 0);
  requireNumber("dampening", dampening, { min: 0, max: 1 });
  requireNumber("weightDecay", weightDecay, { min: 0 });
  requireBoolean("nesterov", nesterov);
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new InvalidOptionError({
      subject: "nesterov",
      rule: "needs momentum above 0 and dampening 0",
      received: { momentum, dampening },
      remedy: "Add momentum: 0.9, say, or leave nesterov out.",
    });
  }
  if (maxNorm !== undefined) {
    const remedy = "Leave maxNorm out to constrain nothing.";
    requireNumber("maxNorm", maxNorm, { min: 0, exclusive: "min", remedy });
  }
  return {
    kind: "sgd",
    learningRate,
    momentum,
    dampening,
    nesterov,
    weightDecay,
    ...(clip === undefined ? {} : { clip: requireClip(clip) }),
    ...(maxNorm === undefined ? {} : { maxNorm }),
  };
}

/** A curve between shares is a share everywhere, so its ends and its peak are all there is to check. */
function requireMomentum(momentum: number | OneCycle): number | OneCycle {
  if (typeof momentum !== "object" || momentum === null) {
    return requireNumber("momentum", momentum, { min: 0, max: 1, exclusive: "max" });
  }
  requireLearningRate("momentum", momentum);
  if (momentum.kind !== "one-cycle") {
    throw new InvalidOptionError({
      subject: "momentum",
      rule: "must be a number or a oneCycle",
      received: momentum,
      remedy: "Write oneCycle({ initial: 0.95, peak: 0.85, final: 0.95, length }), say.",
    });
  }
  for (const name of ["initial", "peak", "final"] as const) {
    requireNumber(`momentum: ${name}`, momentum[name], { min: 0, max: 1, exclusive: "both" });
  }
  return momentum;
}
