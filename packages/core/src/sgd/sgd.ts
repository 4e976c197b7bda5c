import { rejectUnknownOptions, requireBoolean, requireNumber } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** Options of {@link sgd}. */
export interface SgdOptions {
  /** Step size, at least 0. */
  readonly learningRate: number;
  /** Share of the velocity that is carried on, in [0, 1). @default 0 */
  readonly momentum?: number;
  /** Share of the gradient that is kept out of the velocity, in [0, 1]. @default 0 */
  readonly dampening?: number;
  /** Look one step ahead along the velocity. Needs momentum above 0 and dampening 0. @default false */
  readonly nesterov?: boolean;
  /** Coupled L2 penalty: weightDecay · w is added to the gradient. @default 0 */
  readonly weightDecay?: number;
}

/** A checked optimiser with every default filled in; plain data. */
export interface Sgd extends Required<SgdOptions> {
  readonly kind: "sgd";
}

/** What one step of the optimiser needs: core resolves the options, an engine only computes {@link sgdUpdate}. */
export interface SgdStep {
  readonly learningRate: number;
  readonly momentum: number;
  /** What the gradient is multiplied by on its way into the velocity: 1 - dampening, and 1 on the first step. */
  readonly gradientScale: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

/**
 * Stochastic gradient descent in PyTorch's velocity form; {@link sgdUpdate} has the formula.
 *
 * @throws {InvalidOptionError} for a value out of range, an unknown option, or nesterov without momentum.
 * @example
 * sgd({ learningRate: 0.05, momentum: 0.9 });
 */
export function sgd(options: SgdOptions): Sgd {
  rejectUnknownOptions("sgd", options, ["learningRate", "momentum", "dampening", "nesterov", "weightDecay"], {
    lr: "Name it learningRate.",
  });
  const { learningRate, momentum = 0, dampening = 0, nesterov = false, weightDecay = 0 } = options;
  requireNumber("learningRate", learningRate, { min: 0 });
  requireNumber("momentum", momentum, { min: 0, max: 1, exclusive: "max" });
  requireNumber("dampening", dampening, { min: 0, max: 1 });
  requireNumber("weightDecay", weightDecay, { min: 0 });
  requireBoolean("nesterov", nesterov);
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new InvalidOptionError({
      subject: "nesterov",
      rule: "needs momentum above 0 and dampening 0",
      received: { momentum, dampening },
    });
  }
  return { kind: "sgd", learningRate, momentum, dampening, nesterov, weightDecay };
}

/**
 * The numbers of optimiser step `step` (counted from 0 in a run). Dampening spares the first gradient, as in PyTorch,
 * whose velocity starts as the first gradient itself.
 */
export function sgdStep(optimizer: Sgd, step: number): SgdStep {
  const { learningRate, momentum, dampening, nesterov, weightDecay } = optimizer;
  return { learningRate, momentum, gradientScale: step === 0 ? 1 : 1 - dampening, nesterov, weightDecay };
}
