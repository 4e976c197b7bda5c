import { UnsupportedOptionError } from "../errors/lockstep-error.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import type { EngineCapabilities } from "./training-engine.ts";

/**
 * The check that every engine makes before a step, and `fit` before a run: an engine that ignored a part of the step
 * would be silently wrong.
 *
 * @throws {UnsupportedOptionError} if the step asks for something that the engine does not declare.
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
  if (maxNorm !== undefined && capabilities.maxNorm !== true) {
    throw new UnsupportedOptionError({
      subject: engine,
      rule: "does not limit the norms of weights",
      received: maxNorm,
      remedy: "Leave out maxNorm, or train on the reference engine.",
    });
  }
}
