import { rejectUnknownOptions } from "../../errors/check-option.ts";
import type { TorchGenerator } from "./torch-generator.ts";
import { requireGenerator, requireList, requireRows, SAMPLER_HINTS, type TorchSampler } from "./torch-sampler.ts";

/**
 * `torch.utils.data.SubsetRandomSampler`: the given rows in the order of `randperm`.
 *
 * @param options.indices row numbers; copied.
 * @param options.generator the sampler's own, or the one that stands for PyTorch's global generator: both draw the order
 * themselves.
 * @throws {InvalidOptionError} if there are no rows, or no generator.
 * @example
 * torchSubsetRandomSampler({ indices: [7, 8, 9], generator: new TorchGenerator(0) });
 */
export function torchSubsetRandomSampler(options: {
  readonly indices: readonly number[];
  readonly generator: TorchGenerator;
}): TorchSampler {
  rejectUnknownOptions("torchSubsetRandomSampler", options, ["indices", "generator"], SAMPLER_HINTS);
  const indices = [...requireList("indices", options.indices)];
  const length = requireRows("indices: length", indices.length);
  const generator = requireGenerator("generator", options.generator);
  return {
    length,
    *rows() {
      for (const position of generator.randperm(length)) yield indices[position]!;
    },
  };
}
