import { batchCount } from "../../data/batch-count.ts";
import { rejectUnknownOptions, requireBoolean, requireInteger, requireOneOf } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { TorchGenerator } from "./torch-generator.ts";
import { torchRandomSampler } from "./torch-random-sampler.ts";
import { requireGenerator, requireRows, SAMPLER_HINTS, type TorchSampler } from "./torch-sampler.ts";

/** A `DataLoader`. */
export interface TorchDataLoaderOptions {
  /** Rows of the data set. @default none: a sampler is needed */
  readonly rowCount?: number;
  /** Which rows an epoch visits, instead of all. @default all rows */
  readonly sampler?: TorchSampler;
  /** Rows of a batch. @default 1 */
  readonly batchSize?: number;
  /** Whether the order is a new one each epoch. @default false */
  readonly shuffle?: boolean;
  /** `drop_last`: what becomes of the rows that do not fill a last batch. @default "keep" */
  readonly lastBatch?: "keep" | "drop";
  /** `DataLoader(generator=...)`: gives every epoch's base seed, and its order with shuffle. @default globalGenerator */
  readonly generator?: TorchGenerator;
  /** Stands for PyTorch's global generator. @default none: generator is needed */
  readonly globalGenerator?: TorchGenerator;
}

/** The batches of epoch after epoch, as row numbers. */
export interface TorchDataLoader {
  readonly batchesPerEpoch: number;
  /** `iter(loader)`: one more epoch. The base seed is drawn by this call, the order with the first batch. */
  batches(): IterableIterator<number[]>;
}

/**
 * The orders of `torch.utils.data.DataLoader` with `num_workers=0`, over as many epochs as are asked for; rows only, data
 * never. More workers give the same order, but draw it ahead of time.
 *
 * An epoch draws, in this order: the base seed (two words of the loader's generator, else of the global one), whether or
 * not anything is shuffled; with the first batch the order (see `torchRandomSampler`); when the rows are used up, with a
 * generator of its own, a permutation that is thrown away. A loop that breaks off before never draws that one, so that its
 * next epoch differs from that of a loop that ended: as in PyTorch since 1.11.
 *
 * @throws {InvalidOptionError} if a value is out of range, an option unknown, or there is no generator.
 * @example
 * const loader = torchDataLoader({ rowCount: 10, batchSize: 4, shuffle: true, globalGenerator: new TorchGenerator(42) });
 * [...loader.batches()]; // [[8, 0, 9, 1], [4, 5, 6, 3], [2, 7]]
 */
export function torchDataLoader(options: TorchDataLoaderOptions): TorchDataLoader {
  rejectUnknownOptions(
    "torchDataLoader",
    options,
    ["rowCount", "sampler", "batchSize", "shuffle", "lastBatch", "generator", "globalGenerator"],
    { ...SAMPLER_HINTS, drop_last: 'Use lastBatch: "drop".', dropLast: 'Use lastBatch: "drop".' },
  );
  const batchSize = requireInteger("batchSize", options.batchSize ?? 1, { min: 1 });
  const lastBatch = requireOneOf("lastBatch", options.lastBatch ?? "keep", ["keep", "drop"]);
  const baseSeeds = requireGenerator("generator or globalGenerator", options.generator ?? options.globalGenerator);
  const sampler = samplerOf(options);
  return {
    batchesPerEpoch: batchCount(sampler.length, batchSize, lastBatch),
    batches() {
      baseSeeds.random64();
      return cutIntoBatches(sampler.rows(), batchSize, lastBatch);
    },
  };
}

function samplerOf({
  rowCount,
  sampler,
  shuffle = false,
  generator,
  globalGenerator,
}: TorchDataLoaderOptions): TorchSampler {
  requireBoolean("shuffle", shuffle);
  if ((sampler === undefined) === (rowCount === undefined) || (sampler !== undefined && shuffle)) {
    throw new InvalidOptionError({
      subject: "torchDataLoader",
      rule: "takes rowCount (with or without shuffle) or a sampler, one of the two",
      received: { rowCount, sampler, shuffle },
    });
  }
  if (sampler !== undefined) {
    requireRows("sampler: length", sampler.length);
    if (typeof sampler.rows === "function") return sampler;
    throw new InvalidOptionError({
      subject: "sampler",
      rule: "must have a method rows",
      received: sampler,
      remedy: "Pass torchRandomSampler(...), say.",
    });
  }
  const length = requireRows("rowCount", rowCount);
  if (shuffle) {
    return torchRandomSampler({
      rowCount: length,
      ...(generator === undefined ? {} : { generator }),
      ...(globalGenerator === undefined ? {} : { globalGenerator }),
    });
  }
  return {
    length,
    *rows() {
      for (let row = 0; row < length; row++) yield row;
    },
  };
}

/**
 * `BatchSampler`: it asks for rows until a batch is full, so that a short last batch uses up the sampler on its way.
 *
 * @yields the rows of a batch.
 */
function* cutIntoBatches(
  rows: Iterable<number>,
  batchSize: number,
  lastBatch: "keep" | "drop",
): Generator<number[], undefined> {
  let batch: number[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0 && lastBatch === "keep") yield batch;
}
