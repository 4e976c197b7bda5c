import type { EngineOptions, ModelSpec, TrainingEngine } from "@lockstep/core";

/** A backend that has been loaded into this worker. A worker loads one, since runtimes disturb each other. */
export interface LoadedBackend {
  /** For reports: `@tensorflow/tfjs-core 4.22.0`. */
  readonly version: string;
  create(model: ModelSpec, options: EngineOptions): Promise<TrainingEngine>;
  /** Gives up what the runtime itself holds, such as a graphics device. Engines are disposed by whoever made them, before. */
  dispose(): void;
}
