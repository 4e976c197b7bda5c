import { requireInteger } from "../errors/check-option.ts";
import { fillBelow } from "../random/bounded-draws.ts";
import { feistelNetwork, permuted } from "../random/feistel-network.ts";
import { foldIn } from "../random/key.ts";
import { streamKey } from "../random/streams.ts";

/** A run of a stream's rows that are shuffled among themselves. */
export interface ShuffleWindow {
  /** Ordinal of its first row in the stream, which is also the position of the first row it gives. */
  readonly start: number;
  /** Rows it has unless the stream ends within it. */
  readonly size: number;
  /** Which of the window's rows stands at a place, in a window that turned out to hold `rows` (1 to `size`) rows. */
  readonly placement: (rows: number) => (place: number) => number;
}

/**
 * The window that covers one position of a windowed shuffle, by which a stream is shuffled with no more than `window`
 * rows in memory:
 *
 * - window 0 covers ordinals 0 to W - 1, window 1 the W - s after it, and every later one W more; the shift s in
 *   [0, W - 1] is draw 0 (with replacement, below W) of stream `[2, epoch, 0]`, so that the borders move between epochs;
 * - the rows of window k are given in the order of the permutation of stream `[2, epoch, 1 + k]`, over as many rows as
 *   the stream has for the window.
 *
 * So the row at position p has an ordinal within W - 1 of p, both ways; a stream of at most W rows is shuffled as a whole;
 * W = 1 keeps the order. A position depends on nothing before it: to resume, one window is read again.
 *
 * @param options.window W, in [1, 2^32 - 1].
 * @throws {InvalidOptionError} if a number is out of range, or there are more than 2^32 - 1 windows.
 * @example
 * const { start, size } = shuffleWindow({ seed: 42, epoch: 0, window: 100, position: 7 });
 * [start, size]; // [0, 100]
 */
export function shuffleWindow(options: {
  readonly seed: number | bigint;
  readonly epoch: number;
  readonly window: number;
  readonly position: number;
}): ShuffleWindow {
  const { seed, epoch } = options;
  const window = requireInteger("window", options.window, { min: 1, max: 2 ** 32 - 1 });
  const position = requireInteger("position", options.position, { min: 0 });
  if (window === 1) return { start: position, size: 1, placement: () => () => 0 };
  const key = streamKey(seed, "shuffle", epoch);
  const shift = new Float64Array(1);
  fillBelow(foldIn(key, 0), window, 0, shift);
  const number = position < window ? 0 : Math.floor((position + shift[0]!) / window);
  const start = number * window - (number > 1 ? shift[0]! : 0);
  const size = number === 1 ? window - shift[0]! : window;
  requireInteger("the number of a window", number, { max: 2 ** 32 - 2, remedy: "Use a larger window." });
  const windowKey = foldIn(key, 1 + number);
  return {
    start,
    size,
    placement(rows) {
      const network = feistelNetwork(windowKey, rows);
      return (place) => permuted(network, place);
    },
  };
}
