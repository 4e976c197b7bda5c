import { rejectUnknownOptions, requireBoolean } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { TorchGenerator } from "./torch-generator.ts";
import { requireGenerator, requireRows, SAMPLER_HINTS, type TorchSampler } from "./torch-sampler.ts";

/** `randint` is called for so many rows at once, which is only seen where ranges of 2^28 rows and more take two words. */
const CHUNK = 32;

/** A `RandomSampler`. */
export interface TorchRandomSamplerOptions {
  /** Rows of the data set. */
  readonly rowCount: number;
  /** Whether a row may come more than once before all have come. @default false */
  readonly replacement?: boolean;
  /** Rows of an epoch. Without replacement, more than there are begin again with a new order. @default rowCount */
  readonly numSamples?: number;
  /** `RandomSampler(generator=...)`: draws the order itself. @default none: globalGenerator is needed */
  readonly generator?: TorchGenerator;
  /** Stands for PyTorch's global one: seeds a new generator each epoch, with two words. @default none */
  readonly globalGenerator?: TorchGenerator;
}

/**
 * `torch.utils.data.RandomSampler`: one `randperm(rowCount)` for every full pass, then one more of which the first
 * `numSamples mod rowCount` rows are taken; that last one is drawn even where none is taken. With replacement, `randint`
 * row by row.
 *
 * @throws {InvalidOptionError} if a number is out of range, an option unknown, or there is no generator.
 * @example
 * const order = [...torchRandomSampler({ rowCount: 10, generator: new TorchGenerator(42) }).rows()];
 */
export function torchRandomSampler(options: TorchRandomSamplerOptions): TorchSampler {
  const known = ["rowCount", "replacement", "numSamples", "generator", "globalGenerator"];
  rejectUnknownOptions("torchRandomSampler", options, known, SAMPLER_HINTS);
  const rowCount = requireRows("rowCount", options.rowCount);
  const length = requireRows("numSamples", options.numSamples ?? rowCount);
  const replacement = requireBoolean("replacement", options.replacement ?? false);
  const generatorOfEpoch = epochGenerator(options);
  return {
    length,
    *rows() {
      const generator = generatorOfEpoch();
      if (replacement) {
        for (let drawn = 0; drawn < length; drawn += CHUNK) {
          yield* generator.randint(0, rowCount, Math.min(CHUNK, length - drawn));
        }
        return;
      }
      for (let pass = 1; pass <= length / rowCount; pass++) yield* generator.randperm(rowCount);
      yield* generator.randperm(rowCount).subarray(0, length % rowCount);
    },
  };
}

/** The given generator, or each epoch a new one that is seeded from the global one. */
function epochGenerator({ generator, globalGenerator }: TorchRandomSamplerOptions): () => TorchGenerator {
  if (generator !== undefined) {
    requireGenerator("generator", generator);
    return () => generator;
  }
  if (globalGenerator === undefined) {
    throw new InvalidOptionError({
      subject: "generator",
      rule: "is needed, or globalGenerator",
      remedy: "Pass generator for RandomSampler(generator=g), globalGenerator for RandomSampler without one.",
    });
  }
  requireGenerator("globalGenerator", globalGenerator);
  return () => new TorchGenerator(BigInt.asUintN(63, globalGenerator.random64()));
}
