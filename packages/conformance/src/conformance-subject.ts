import type { EngineCapabilities, EngineOptions, ModelSpec, TrainingEngine } from "@lockstep/core";

/** An engine under test. */
export interface ConformanceSubject {
  /** Shown before every test's name. */
  readonly name: string;
  /** What the engine says it takes; a declined capability is tested for its refusal. */
  readonly capabilities: EngineCapabilities;
  /** Must make a fresh engine at every call: the suite proves that first. */
  readonly createEngine: (model: ModelSpec, options: EngineOptions) => TrainingEngine | Promise<TrainingEngine>;
}
