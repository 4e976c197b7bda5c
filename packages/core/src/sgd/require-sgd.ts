import { rejectUnknownOptions, requireBoolean, requireNumber } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireClip } from "./gradient-clip.ts";
import { requireLearningRate } from "./require-learning-rate.ts";
import type { OneCycle } from "./schedules/one-cycle.ts";
import type { Sgd, SgdOptions } from "./sgd.ts";

/**
 * Checks the options of `sgd` and fills in the defaults.
 *
 * @param hints what to do about names of other libraries. `fit`, which is given what `sgd` made, does without them.
 * @throws {InvalidOptionError} as `sgd`.
 */
export function requireSgd(options: SgdOptions, hints: Readonly<Record<string, string>> = {}): Sgd {
  const known = ["learningRate", "momentum", "dampening", "nesterov", "weightDecay", "clip", "maxNorm"];
  rejectUnknownOptions("sgd", options, known, hints);
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
