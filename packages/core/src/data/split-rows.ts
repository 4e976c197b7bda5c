import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { permutation } from "../random/permutation.ts";
import { streamKey } from "../random/streams.ts";

/**
 * Splits rows into disjoint parts of given sizes, at random: position after position of the {@link permutation} of the
 * stream `[4]`. Rows beyond the sum of the sizes are left out.
 *
 * @param options.rowCount how many rows there are.
 * @param options.sizes rows of each part, by name; each at least 1.
 * @param options.seed seed of the run.
 * @returns row indices by part.
 * @throws {InvalidOptionError} if a size is below 1 or the parts need more rows than there are.
 * @example
 * const { training, validation } = splitRows({ rowCount: 60000, sizes: { training: 5000, validation: 1000 }, seed: 1 });
 */
export function splitRows<Part extends string>(options: {
  readonly rowCount: number;
  readonly sizes: Readonly<Record<Part, number>>;
  readonly seed: number | bigint;
}): Record<Part, number[]> {
  rejectUnknownOptions("splitRows", options, ["rowCount", "sizes", "seed"]);
  const { sizes, seed } = options;
  const rowCount = requireInteger("rowCount", options.rowCount, { min: 1 });
  const parts = Object.entries<number>(sizes);
  for (const [part, size] of parts) requireInteger(`sizes.${part}`, size, { min: 1 });
  const total = parts.reduce((sum, [, size]) => sum + size, 0);
  if (total > rowCount) {
    throw new InvalidOptionError({
      subject: "sizes",
      rule: `must sum to at most the ${rowCount} rows there are`,
      received: sizes,
      remedy: "Ask for smaller parts.",
    });
  }
  const indexAt = permutation(streamKey(seed, "split"), rowCount);
  let position = 0;
  const split = parts.map(([part, size]) => [part, Array.from({ length: size }, () => indexAt(position++))]);
  return Object.fromEntries(split) as Record<Part, number[]>;
}
