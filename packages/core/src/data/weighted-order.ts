import { rejectUnknownOptions, requireBoolean, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { logInDouble } from "../numeric/log.ts";
import { fillUniform53 } from "../random/bounded-draws.ts";
import { streamKey } from "../random/streams.ts";
import { digestWords } from "./digest-words.ts";
import { requireRowCount } from "./require-row-count.ts";
import { requireWeights } from "./require-weights.ts";
import { evenCut, type EpochOrder, type RowOrder } from "./row-order.ts";

/** Options of {@link weighted}. */
export interface WeightedOptions {
  /** Whether a row may come again within an epoch. @default true */
  readonly replacement?: boolean;
  /** Rows of an epoch. @default as many as there are rows; without replacement, as many as weigh more than 0 */
  readonly draws?: number;
}

/** What {@link weighted} returns. */
export interface WeightedOrder extends RowOrder {
  readonly kind: "weighted";
  readonly replacement: boolean;
  readonly draws: number;
}

/**
 * An order in which a row comes as often as its weight says: `WeightedRandomSampler`, with addressed draws of stream
 * `[6, epoch]`. A row of weight 0 never comes.
 *
 * With replacement, position *p* holds the first row *i* for which `C[i] > u · C[n-1]`, where `C` are the running sums of
 * the weights in f64 and `u` the 53 high bits of 64-bit word *p*, times 2^-53. Any position is found in O(log n) time.
 *
 * Without replacement, rows come by rising `-ln(v) / weight` (ties by row), `v = (53 high bits of 64-bit word i + 1) · 2^-53`
 * of row *i*: as if each next row were drawn from the rest in proportion to the weights. An epoch is sorted when it
 * begins: O(n log n) time.
 *
 * Memory: 16 bytes a row for weights and running sums, or 12 for weights and the epoch's order.
 *
 * Source: Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006), for exponential keys.
 *
 * @param weights one a row: finite, not negative, not all 0. They need not sum to 1.
 * @throws {InvalidOptionError} if a weight or an option is out of range, or more rows are to be drawn without replacement
 * than weigh more than 0 (PyTorch returns rows of weight 0 then).
 * @example
 * const order = weighted([0, 1, 3]);
 * planBatches({ rowCount: 3, batchSize: 2, order, seed: 1 }).batchesPerEpoch; // 2
 */
export function weighted(weights: ArrayLike<number>, options: WeightedOptions = {}): WeightedOrder {
  rejectUnknownOptions("weighted", options, ["replacement", "draws"], { numSamples: "Name it draws." });
  const table = requireWeights("weighted", weights);
  const replacement = requireBoolean("weighted: replacement", options.replacement ?? true);
  const support = table.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  const draws = requireInteger("weighted: draws", options.draws ?? (replacement ? table.length : support), { min: 1 });
  if (!replacement && draws > support) {
    throw new InvalidOptionError({
      subject: "weighted: draws",
      rule: `must be at most the ${support} rows that weigh more than 0, to be drawn without replacement`,
      received: draws,
      remedy: "Draw fewer rows, or with replacement.",
    });
  }
  return {
    kind: "weighted",
    replacement,
    draws,
    fingerprint: () => `weighted(${draws} ${replacement ? "with" : "without"} replacement, ${digestWords(table)})`,
    layOut(frame) {
      requireRowCount("weighted: weights", table.length, frame.rowCount);
      const cut = evenCut(draws, frame);
      const sums = replacement ? runningSums(table) : undefined;
      return {
        ...cut,
        begin(epoch) {
          const key = streamKey(frame.seed, "sampling", epoch);
          if (sums === undefined) return { ...cut, fill: fillFrom(exponentialOrder(table, key)) };
          const total = sums.at(-1)!;
          const last = sums.indexOf(total);
          return {
            ...cut,
            fill(first, out) {
              fillUniform53(key, first, out);
              for (const [offset, draw] of out.entries()) out[offset] = firstAbove(sums, last, draw * 2 ** -53 * total);
            },
          };
        },
      };
    },
  };
}

function runningSums(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

/**
 * The first index whose sum exceeds `target`. Where none does, since a product of the smallest numbers there are was
 * rounded up to the total, it is the first that reaches the total, so that no row of weight 0 is drawn then either.
 */
function firstAbove(sums: Float64Array, reached: number, target: number): number {
  let low = 0;
  let high = reached;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** All rows that weigh anything, by rising exponential key. */
function exponentialOrder(weights: Float64Array, key: Parameters<typeof fillUniform53>[0]): Uint32Array {
  const arrivals = new Float64Array(weights.length);
  fillUniform53(key, 0, arrivals);
  for (const [row, draw] of arrivals.entries()) arrivals[row] = -logInDouble((draw + 1) * 2 ** -53) / weights[row]!;
  const rows = Uint32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  return rows.sort((a, b) => arrivals[a]! - arrivals[b]! || a - b);
}

function fillFrom(rows: Uint32Array): EpochOrder["fill"] {
  return (first, out) => out.set(rows.subarray(first, first + out.length));
}
