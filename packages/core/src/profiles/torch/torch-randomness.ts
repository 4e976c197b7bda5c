import type { RandomnessSource } from "../../randomness/run-randomness.ts";
import type { TorchGenerator, TorchRandomnessOptions } from "./torch-generator.ts";
import { requireGenerator } from "./torch-sampler.ts";

/**
 * Lets `fit` draw in the order of a plain PyTorch script, with a choice of what the script's DataLoaders were given; the
 * generator alone is the same with all defaults.
 *
 * @param generator stands for the global one: what `torch.manual_seed` seeded.
 * @param options.loader `DataLoader(generator=...)`. @default "global"
 * @param options.shuffle `DataLoader(shuffle=...)`. @default true
 * @param options.validationLoader whether evaluations iterate over a DataLoader of their own. @default false
 * @throws {InvalidOptionError} for an unknown option or value, or if `generator` is none.
 * @throws {UnsupportedOptionError} when the run starts, for layers that PyTorch's profile cannot draw for.
 * @example
 * const randomness = torchRandomness(new TorchGenerator(42), { loader: new TorchGenerator(7), validationLoader: true });
 */
export function torchRandomness(generator: TorchGenerator, options: TorchRandomnessOptions = {}): RandomnessSource {
  requireGenerator("generator", generator);
  // A run over nothing draws nothing, but checks the options now rather than when training starts.
  generator.startRun({ rowCount: 1, batchSize: 1, microBatchSize: 1, batchesPerEpoch: 1, sites: [] }, options);
  return { startRun: (run) => generator.startRun(run, options) };
}
