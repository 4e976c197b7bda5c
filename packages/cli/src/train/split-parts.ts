import { InvalidOptionError, splitRows } from "@lockstep/core";
import { formatCount } from "../render/number-format.ts";

/** Rows of the two parts. */
export interface Parts {
  readonly training: readonly number[];
  /** Empty if none are set aside. */
  readonly validation: readonly number[];
}

/**
 * Draws training and validation rows from the seed.
 *
 * @param options.rows how many to use of those that there are; null for all.
 * @param options.share of the rows that are set aside for validation, in [0, 1).
 * @param options.multiple lengths of both parts are multiples of this one.
 * @throws {InvalidOptionError} if there are too few rows.
 */
export function splitParts(
  rowCount: number,
  options: { readonly rows: number | null; readonly share: number; readonly multiple: number; readonly seed: number },
): Parts {
  const { rows, share, multiple, seed } = options;
  if (rows !== null && rows > rowCount) {
    throw new InvalidOptionError({
      subject: "--rows",
      rule: `must be at most the ${formatCount(rowCount)} rows there are`,
      received: rows,
    });
  }
  const used = rows ?? rowCount;
  const whole = (count: number): number => Math.floor(count / multiple) * multiple;
  const validation = share === 0 ? 0 : Math.max(multiple, whole(used * share));
  const training = whole(used - validation);
  if (training < 1) {
    throw new InvalidOptionError({
      subject: "--validation",
      rule: `must leave ${multiple === 1 ? "a row" : `a batch of ${multiple} rows`} to train on, of ${formatCount(used)}`,
      received: share,
      remedy: "Give more rows, or 0 to measure on none.",
    });
  }
  const sizes: Record<string, number> = validation === 0 ? { training } : { training, validation };
  const parts = splitRows({ rowCount, sizes, seed });
  return { training: parts["training"]!, validation: parts["validation"] ?? [] };
}
