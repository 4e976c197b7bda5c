import { UnsupportedOptionError } from "../errors/lockstep-error.ts";
import { requireClip } from "../sgd/gradient-clip.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import type { EngineCapabilities } from "./training-engine.ts";

/**
 * The check that every engine makes before a step, and `fit` before a run: an engine that ignored a part of the step
 * would be silently wrong.
 *
 * @throws {UnsupportedOptionError} if the step asks for something that the engine does not declare.
 * @throws {InvalidOptionError} if it clips in a way that does not exist: an engine would take it for one of those it knows.
 * @example
 * const step = sgdStep(sgd({ learningRate: 0.1, maxNorm: 3 }), 0);
 * requireStep("mine", { microBatches: false }, step); // throws UnsupportedOptionError
 */
export function requireStep(
  engine: string,
  capabilities: EngineCapabilities,
  { clip, maxNorm }: Pick<SgdStep, "clip" | "maxNorm">,
): void {
  if (clip !== undefined && capabilities.clipping !== true) {
    throw new UnsupportedOptionError({
      subject: engine,
      rule: "does not clip gradients",
      received: clip,
      remedy: "Leave out clip, or train on the reference engine.",
    });
  }
  if (clip !== undefined) requireClip(clip);
  if (maxNorm !== undefined && capabilities.maxNorm !== true) {
    throw new UnsupportedOptionError({
      subject: engine,
      rule: "does not limit the norms of weights",
      received: maxNorm,
      remedy: "Leave out maxNorm, or train on the reference engine.",
    });
  }
}
