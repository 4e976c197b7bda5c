import type { TrainingEngine } from "@lockstep/core";
import { UnsupportedCase } from "../case/unsupported-case.ts";
import { ConformanceFailure } from "../check/conformance-failure.ts";
import { expectRefusal, requireRefusal } from "../check/expect-refusal.ts";
import type { AskedEngine } from "./asked-engine.ts";
import type { ConformanceSubject } from "./conformance-subject.ts";
import { missingForModel, missingForStep, type MissingCapability } from "./missing-capability.ts";

/**
 * A subject that is held to its declaration: where a case asks for what the engine declines, the engine has to refuse it
 * with the typed error, and the case ends as unsupported. So suites ask every engine for everything.
 *
 * @param asked is told whenever the engine is asked.
 */
export function declaredSubject(subject: ConformanceSubject, asked: AskedEngine): ConformanceSubject {
  const { capabilities } = subject;
  const declinesSteps = !(capabilities.microBatches && capabilities.clipping === true && capabilities.maxNorm === true);
  return {
    ...subject,
    async createEngine(model, options) {
      asked.mark();
      const missing = missingForModel(capabilities, model, options);
      if (missing === undefined) {
        const engine = await subject.createEngine(model, options);
        return declinesSteps ? heldToItsSteps(engine, subject) : engine;
      }
      await expectRefusal(missing.what, "UNSUPPORTED_OPTION", () => subject.createEngine(model, options));
      throw unsupported(subject, missing);
    },
  };
}

/** The engine, with steps that it declines tested for their refusal. */
function heldToItsSteps(engine: TrainingEngine, subject: ConformanceSubject): TrainingEngine {
  const trainBatch: TrainingEngine["trainBatch"] = (parts, step) => {
    const missing = missingForStep(subject.capabilities, parts, step);
    if (missing === undefined) return engine.trainBatch(parts, step);
    requireRefusal(missing.what, "UNSUPPORTED_OPTION", () => engine.trainBatch(parts, step));
    throw unsupported(subject, missing);
  };
  return new Proxy(engine, {
    get(target, name) {
      if (name === "trainBatch") return trainBatch;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      // Private fields are the target's own. Not by `bind`: the `using` of Node 24 takes no bound function.
      return (...given: readonly unknown[]): unknown => Reflect.apply(value, target, given);
    },
  });
}

function unsupported({ declines = {} }: ConformanceSubject, missing: MissingCapability): Error {
  if (declines[missing.capability] !== undefined) return new UnsupportedCase(missing);
  return new ConformanceFailure(
    `${missing.what} is declined without a reason: say why in the subject's declines.${missing.capability}.`,
  );
}
