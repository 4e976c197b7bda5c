import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";

/** A mask of core's for tensors on the device. It holds no tensor, so it may be used in any tidy and need not be freed. */
export interface UnitMask {
  /** The law of `applyDropout`, spread over the axes where the mask's length is 1. */
  apply(values: DeviceTensor): DeviceTensor;
  /** The law of `applyDropoutGradient`. */
  applyGradient(gradient: DeviceTensor): DeviceTensor;
}
