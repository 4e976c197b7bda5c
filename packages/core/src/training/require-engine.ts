import type { TrainingEngine } from "../engine/training-engine.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/**
 * Checks that there is an engine: factories of backends that start up give a promise of one, which is easily passed on.
 *
 * @param subject who asks for it.
 * @throws {InvalidOptionError} otherwise.
 */
export function requireEngine(engine: unknown, subject: string): asserts engine is TrainingEngine {
  if (typeof engine === "object" && engine !== null && "trainBatch" in engine) return;
  const promised = engine instanceof Promise;
  throw new InvalidOptionError({
    subject: `${subject}: engine`,
    rule: "must be an engine",
    received: promised ? "a promise" : engine,
    remedy: promised
      ? "Await it: await createTfjsEngine(...)."
      : "Pass createReferenceEngine(model, { loss, seed }), say.",
  });
}
