import { rejectUnknownOptions, requireBoolean, requireInteger } from "../../errors/check-option.ts";
import { TorchGenerator } from "./torch-generator.ts";
import { requireRows, SAMPLER_HINTS } from "./torch-sampler.ts";

/** Which rows each of several processes visits. */
export interface TorchDistributedSampler {
  /** Rows of one process in an epoch. */
  readonly length: number;
  /** Row numbers of the process in an epoch, counted from 0: any epoch, in any order. */
  rows(epoch: number): number[];
}

/**
 * `torch.utils.data.DistributedSampler`: the order `randperm(rowCount)` of a generator seeded with `seed + epoch`,
 * repeated from its beginning until the processes can share it evenly (or cut, with `dropLast`); process r takes every
 * `replicas`-th row from r on. The order a process sees depends on how many there are, and seeds of neighbouring epochs
 * are neighbours: see the shards of `planBatches` for one that has neither flaw.
 *
 * @param options.replicas processes.
 * @param options.rank this one, counted from 0.
 * @param options.seed @default 0
 * @param options.shuffle @default true
 * @param options.dropLast whether rows that cannot be shared evenly are left out, rather than some visited twice. @default false
 * @throws {InvalidOptionError} if a number is out of range or an option unknown.
 * @example
 * torchDistributedSampler({ rowCount: 10, replicas: 4, rank: 3, seed: 42 }).rows(0); // [8, 9, 6]
 */
export function torchDistributedSampler(options: {
  readonly rowCount: number;
  readonly replicas: number;
  readonly rank: number;
  readonly seed?: number;
  readonly shuffle?: boolean;
  readonly dropLast?: boolean;
}): TorchDistributedSampler {
  const known = ["rowCount", "replicas", "rank", "seed", "shuffle", "dropLast"];
  rejectUnknownOptions("torchDistributedSampler", options, known, SAMPLER_HINTS);
  const rowCount = requireRows("rowCount", options.rowCount);
  const replicas = requireRows("replicas", options.replicas);
  const rank = requireInteger("rank", options.rank, { min: 0, max: replicas - 1 });
  const seed = requireInteger("seed", options.seed ?? 0);
  const shuffle = requireBoolean("shuffle", options.shuffle ?? true);
  const dropLast = requireBoolean("dropLast", options.dropLast ?? false);
  const length = dropLast ? Math.floor(rowCount / replicas) : Math.ceil(rowCount / replicas);
  return {
    length,
    rows(epoch) {
      requireInteger("epoch", epoch, { min: 0 });
      const order = shuffle ? new TorchGenerator(seed + epoch).randperm(rowCount) : undefined;
      return Array.from({ length }, (_, turn) => {
        const position = (rank + turn * replicas) % rowCount;
        return order?.[position] ?? position;
      });
    },
  };
}
