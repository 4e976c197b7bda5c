import { foldIn, keyFromSeed } from "./key.ts";
import type { Key } from "./threefry.ts";

/**
 * The first step of every path below a seed. Streams are told apart by folding, never by adding to the seed: with
 * `seed + epoch`, epoch 1 of seed 3 would be epoch 0 of seed 4.
 */
const STREAMS = {
  /** `[1, site, step]` */
  dropout: 1,
  /** `[2, epoch]` */
  shuffle: 2,
  /** `[3, parametric layer, parameter]` */
  initialWeights: 3,
  /** `[4]` */
  split: 4,
  /** `[5, site, step]` */
  noise: 5,
  /** `[6, epoch]` */
  sampling: 6,
  /** `[7, site, sample]` */
  monteCarloDropout: 7,
  /** `[8]` */
  labelNoise: 8,
} as const;

/**
 * The key of a stream: the seed's key folded with the stream's number and then with each coordinate.
 *
 * @throws {InvalidOptionError} if the seed or a number of the path is out of range.
 * @example
 * streamKey(42, "dropout", 0, 7); // site 0 at step 7: fold_in(fold_in(fold_in(key(42), 1), 0), 7)
 */
export function streamKey(seed: number | bigint, stream: keyof typeof STREAMS, ...path: readonly number[]): Key {
  return path.reduce(foldIn, foldIn(keyFromSeed(seed), STREAMS[stream]));
}
