import { rejectUnknownOptions, requireInteger, requireNumber } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { permutation } from "../random/permutation.ts";
import { streamKey } from "../random/streams.ts";

/** Options of {@link splitRows}. */
export interface SplitOptions<Part extends string> {
  /** How many rows there are. */
  readonly rowCount: number;
  /** Rows of each part, by name; each at least 1. Give this or `fractions`. @default none */
  readonly sizes?: Readonly<Record<Part, number>>;
  /**
   * Share of each part, by name, in (0, 1]; together at most 1. A part has floor(rowCount · share) rows; if the shares sum
   * to 1 (within 1e-9), what is left over goes to the parts in their order, one row each. Give this or `sizes`. @default none
   */
  readonly fractions?: Readonly<Record<Part, number>>;
  /** Seed of the run. */
  readonly seed: number | bigint;
}

/**
 * Splits rows into disjoint parts, at random: position after position of the {@link permutation} of the stream `[4]`.
 * Rows beyond the sum of the sizes are left out.
 *
 * @returns row indices by part.
 * @throws {InvalidOptionError} if a part would have no row, or the parts need more rows than there are.
 * @example
 * const { training, validation } = splitRows({ rowCount: 60000, sizes: { training: 5000, validation: 1000 }, seed: 1 });
 * const halves = splitRows({ rowCount: 60000, fractions: { training: 0.5, validation: 0.5 }, seed: 1 });
 */
export function splitRows<Part extends string>(options: SplitOptions<Part>): Record<Part, number[]> {
  rejectUnknownOptions("splitRows", options, ["rowCount", "sizes", "fractions", "seed"], {
    validationSplit: "Use fractions: { training: 0.8, validation: 0.2 }.",
    testSize: "Use fractions: { training: 0.8, test: 0.2 }.",
  });
  const { sizes, fractions, seed } = options;
  const rowCount = requireInteger("rowCount", options.rowCount, { min: 1 });
  if ((sizes === undefined) === (fractions === undefined)) {
    throw new InvalidOptionError({
      subject: "splitRows",
      rule: "needs either sizes or fractions",
      received: { sizes, fractions },
    });
  }
  const parts = sizes === undefined ? sizesOf(fractions!, rowCount) : Object.entries<number>(sizes);
  if (parts.length === 0) throw new InvalidOptionError({ subject: "splitRows", rule: "needs at least one part" });
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

/** How far shares may be from summing to 1 and still mean all rows: 0.7 + 0.2 + 0.1 is not 1 in f64. */
const SUM_TOLERANCE = 1e-9;

function sizesOf(fractions: Readonly<Record<string, number>>, rowCount: number): [part: string, size: number][] {
  const shares = Object.entries(fractions);
  for (const [part, share] of shares) requireNumber(`fractions.${part}`, share, { min: 0, max: 1, exclusive: "min" });
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (sum > 1 + SUM_TOLERANCE) {
    throw new InvalidOptionError({ subject: "fractions", rule: "must sum to at most 1", received: fractions });
  }
  const sizes = shares.map(([, share]) => Math.floor(rowCount * share));
  let left = sum < 1 - SUM_TOLERANCE ? 0 : rowCount - sizes.reduce((total, size) => total + size, 0);
  for (let part = 0; left > 0; part++, left--) sizes[part % sizes.length]! += 1;
  const empty = sizes.indexOf(0);
  if (empty < 0) return shares.map(([part], index) => [part, sizes[index]!]);
  throw new InvalidOptionError({
    subject: `fractions.${shares[empty]![0]}`,
    rule: `must leave the part at least one of the ${rowCount} rows`,
    received: shares[empty]![1],
    remedy: "Use a larger share, or leave the part out.",
  });
}
