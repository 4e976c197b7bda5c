import { foldIn, keyFromSeed, normal } from "@lockstep/core";
import type { LabelledRows } from "lockstep/experiment";

/** The first step below the seed, "moon" in ASCII; core numbers its own streams from 1. */
const MOONS = 0x6d6f6f6e;

/** Standard deviation of what is added to x and to y: about one point in forty ends up on the other moon's side. */
const JITTER = 0.2;

/** Numbers that a point is made of. */
const DRAWS = 4;

/**
 * Points of the plane on two half circles of radius 1 that reach into each other: even rows are of the upper moon (class 0),
 * odd rows of the lower one (class 1), so that both have as many.
 *
 * A point takes four independent standard normal numbers a, b, c, d. The direction of (a, b) is uniform, and so is that of
 * (a, |b|) on the upper half circle:
 *
 *     (x, y) = (a, |b|) / √(a² + b²)             a point of the upper moon, around (0, 0)
 *     (x, y) = (1 - x, ½ - y)                    the same on the lower moon, around (1, ½)
 *     (x, y) + jitter · (c, d)                   not quite on it
 *
 * Neither sine nor cosine, which may differ between browsers: every machine draws the same bits. Row i takes the numbers 4i
 * to 4i + 3 of the stream `["moon", part]`, so a row does not depend on how many there are.
 *
 * @param rowCount how many points.
 * @param options.part tells independent sets of one seed apart: 0, 1, ...
 * @param options.jitter standard deviation of the normal numbers that are added to x and y. @default 0.2
 * @throws {InvalidOptionError} if the seed or the part is out of range.
 * @example
 * twoMoons(200, { seed: 42, part: 0 }).gather([0]); // the first point: x and y
 */
export function twoMoons(
  rowCount: number,
  { seed, part, jitter = JITTER }: { readonly seed: number; readonly part: number; readonly jitter?: number },
): LabelledRows {
  const draws = normal(foldIn(foldIn(keyFromSeed(seed), MOONS), part), DRAWS * rowCount);
  return {
    rowCount,
    labels: Int32Array.from({ length: rowCount }, (_, row) => row % 2),
    gather: (rows) => Float32Array.from(rows.flatMap((row) => point(draws, row, jitter))),
  };
}

/** The two coordinates of a row. */
function point(draws: Float32Array, row: number, jitter: number): [x: number, y: number] {
  const [a, b, c, d] = draws.subarray(DRAWS * row, DRAWS * (row + 1)) as unknown as [number, number, number, number];
  const length = Math.sqrt(a * a + b * b);
  const x = a / length;
  const y = Math.abs(b) / length;
  return row % 2 === 0 ? [x + jitter * c, y + jitter * d] : [1 - x + jitter * c, 0.5 - y + jitter * d];
}
