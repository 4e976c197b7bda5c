import type { MersenneTwister } from "../mersenne-twister.ts";
import { random64Modulo } from "./random-integers.ts";

/** floor((2^32 - 1) / 20): from here on 32-bit draws would be visibly uneven. */
export const LARGE_PERMUTATION = 214_748_364;

/**
 * `torch.randperm`. Below `largeFrom` rows: from the identity, for i = 0 .. n - 2 swap i with i + word mod (n - i). From
 * there on inside out: for i = 0 .. n - 1 with z = random64 mod (i + 1), what stands at z moves to i, and i to z.
 *
 * @param largeFrom where the second law begins; a parameter, because no test has room for so many rows.
 */
export function randperm(engine: MersenneTwister, count: number, largeFrom: number = LARGE_PERMUTATION): Uint32Array {
  const order = new Uint32Array(count);
  if (count >= largeFrom) {
    for (let index = 0; index < count; index++) {
      const other = random64Modulo(engine, index + 1);
      order[index] = order[other]!;
      order[other] = index;
    }
    return order;
  }
  for (let index = 0; index < count; index++) order[index] = index;
  for (let index = 0; index < count - 1; index++) {
    const other = index + ((engine.next() >>> 0) % ((count - index) >>> 0));
    const row = order[index]!;
    order[index] = order[other]!;
    order[other] = row;
  }
  return order;
}
