import type { LossSpec } from "@lockstep/core";

/** Options of `createTfjsEngine` for a model of tfjs-layers. */
export interface LayersModelOptions {
  /** What training minimises. It is not taken from `model.compile`, which the engine does not need. */
  readonly loss: LossSpec;
  /**
   * What becomes of stock layers that draw (dropout, spatialDropout1d, alphaDropout, gaussianDropout, gaussianNoise), whose
   * masks no seed of a run reaches: `replace` gives them the run's masks while the engine computes, `refuse` throws.
   *
   * @default "refuse"
   */
  readonly stockDropout?: "replace" | "refuse";
}
