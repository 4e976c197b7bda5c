import type { ConformanceSubject } from "@lockstep/conformance";
import { dense, meanSquaredError, sequential, type EngineCapabilities } from "@lockstep/core";

/** What the engines of a package of ours declare, asked of one for the smallest model. */
export async function declaredCapabilities(
  createEngine: ConformanceSubject["createEngine"],
): Promise<EngineCapabilities> {
  const model = sequential({ inputShape: [1], layers: [dense(1)] });
  using engine = await createEngine(model, { loss: meanSquaredError(), seed: 0 });
  return engine.capabilities;
}
