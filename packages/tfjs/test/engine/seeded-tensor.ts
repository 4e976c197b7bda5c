import { keyFromSeed, shapeSize, tensor, uniform, type Tensor } from "@lockstep/core";

/** Values uniform in [low, high), the same at every run. */
export function seededTensor(seed: number, shape: readonly number[], low: number, high: number): Tensor {
  return tensor(
    shape,
    uniform(keyFromSeed(seed), shapeSize(shape)).map((u) => low + (high - low) * u),
  );
}
