import { splitRows } from "@lockstep/core";
import type { DataPool } from "./data-pool.ts";
import type { SplitSizes } from "./split-sizes.ts";

/**
 * Which rows form each part: drawn from the seed, except that test rows of the source's own are its first ones.
 *
 * @throws {InvalidOptionError} if the parts need more rows than there are.
 */
export function drawRows(
  pool: DataPool,
  sizes: SplitSizes,
  seed: number,
): Readonly<Record<keyof SplitSizes, readonly number[]>> {
  const { rowCount } = pool.rows;
  if (pool.testRows === undefined) return splitRows({ rowCount, sizes: { ...sizes }, seed });
  const { training, validation } = sizes;
  const test = Array.from({ length: sizes.test }, (_, row) => row);
  return { ...splitRows({ rowCount, sizes: { training, validation }, seed }), test };
}
