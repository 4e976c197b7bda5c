import { InvalidOptionError } from "@lockstep/core";
import type { DataPool } from "../experiment/data-pool.ts";
import { drawRows } from "../experiment/draw-rows.ts";
import { splitSizes, type RequestedRows, type SplitSizes } from "../experiment/split-sizes.ts";

/**
 * Rows of the three parts, which the data suffice for.
 *
 * @throws {InvalidOptionError} naming the options to change if they do not.
 */
export function resolveSizes(pool: DataPool, requested: RequestedRows, seed: number): SplitSizes {
  const sizes = splitSizes(pool, requested);
  try {
    drawRows(pool, sizes, seed);
  } catch (cause) {
    // Core speaks of its own option, which nobody typed.
    if (!(cause instanceof InvalidOptionError) || cause.subject !== "sizes") throw cause;
    throw new InvalidOptionError({
      subject: "--rows and --validation-rows",
      rule: `must fit the ${pool.rows.rowCount} rows there are`,
      received: cause.received,
      remedy: "Ask for fewer with --rows or --validation-rows.",
      cause,
    });
  }
  return sizes;
}
