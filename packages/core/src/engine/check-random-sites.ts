import { UnsupportedOptionError } from "../errors/lockstep-error.ts";
import type { EngineModel } from "./engine-options.ts";
import type { EngineCapabilities } from "./training-engine.ts";

/**
 * The check that every engine makes of a model before any work: that it takes all of its random sites.
 *
 * @throws {UnsupportedOptionError} naming the first site that it does not take.
 * @example
 * const noisy = sequential({ inputShape: [2], layers: [gaussianNoise(0.1), dense(2)] });
 * const resolved = resolveEngineModel("mine", noisy, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireRandomSites("mine", { microBatches: false }, resolved); // throws UnsupportedOptionError
 */
export function requireRandomSites(
  engine: string,
  { randomSiteKinds = ["dropout"] }: EngineCapabilities,
  model: Pick<EngineModel, "randomSites">,
): void {
  for (const [site, { kind }] of model.randomSites.entries()) {
    if (randomSiteKinds.includes(kind)) continue;
    throw new UnsupportedOptionError({
      subject: `${engine}: random site ${site}`,
      rule: `must be one of ${randomSiteKinds.join(", ")}`,
      received: kind,
      remedy: "Use another layer, or the reference engine.",
    });
  }
}
