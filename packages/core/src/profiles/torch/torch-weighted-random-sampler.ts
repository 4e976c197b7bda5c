import { rejectUnknownOptions, requireBoolean } from "../../errors/check-option.ts";
import { requireDrawableWeights } from "./require-drawable-weights.ts";
import type { TorchGenerator } from "./torch-generator.ts";
import { requireGenerator, requireRows, SAMPLER_HINTS, type TorchSampler } from "./torch-sampler.ts";

/**
 * `torch.utils.data.WeightedRandomSampler`: one `multinomial(weights, numSamples, replacement)` an epoch, in f64.
 *
 * @param options.weights of each row, not negative; they need not sum to 1.
 * @param options.numSamples rows of an epoch.
 * @param options.replacement @default true
 * @param options.generator the sampler's own, or the one that stands for PyTorch's global generator.
 * @throws {InvalidOptionError} if a weight is negative or not finite, or there are too few above 0.
 * @example
 * torchWeightedRandomSampler({ weights: [0.1, 0.9, 0.4], numSamples: 8, generator: new TorchGenerator(0) });
 */
export function torchWeightedRandomSampler(options: {
  readonly weights: ArrayLike<number>;
  readonly numSamples: number;
  readonly replacement?: boolean;
  readonly generator: TorchGenerator;
}): TorchSampler {
  const known = ["weights", "numSamples", "replacement", "generator"];
  rejectUnknownOptions("torchWeightedRandomSampler", options, known, SAMPLER_HINTS);
  const length = requireRows("numSamples", options.numSamples);
  const replacement = requireBoolean("replacement", options.replacement ?? true);
  const weights = requireDrawableWeights("torchWeightedRandomSampler", options.weights, { count: length, replacement });
  const generator = requireGenerator("generator", options.generator);
  return {
    length,
    *rows() {
      yield* generator.multinomial(weights, length, { replacement });
    },
  };
}
