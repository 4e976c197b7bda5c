import { InvalidOptionError } from "../../errors/lockstep-error.ts";

/**
 * A seed as `torch.manual_seed` takes it: 64 bits, a negative one by its two's complement.
 *
 * @returns the seed in [0, 2^64), what `initial_seed()` gives in PyTorch.
 * @throws {InvalidOptionError} if it is no integer, outside [-2^63, 2^64), or a number that is not a safe integer.
 */
export function torchSeed(seed: number | bigint): bigint {
  const integer = typeof seed === "number" && Number.isSafeInteger(seed) ? BigInt(seed) : seed;
  if (typeof integer === "bigint" && integer >= -(2n ** 63n) && integer < 2n ** 64n) return BigInt.asUintN(64, integer);
  throw new InvalidOptionError({
    subject: "seed",
    rule: "must be an integer in [-2^63, 2^64 - 1]",
    received: seed,
    remedy: "Pass what manual_seed got; beyond 2^53 as a bigint.",
  });
}
