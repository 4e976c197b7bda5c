import { rejectUnknownOptions, requireInteger, requireNumber } from "../errors/check-option.ts";
import { bernoulliThreshold, randomWords } from "../random/random-words.ts";
import { streamKey } from "../random/streams.ts";
import { requireLabels } from "./require-labels.ts";

/**
 * Labels of which each is, with probability `rate`, replaced by another class, all other classes being equally likely (to within 2^-23).
 * Row *i* draws words 2i and 2i + 1 of the stream `[8]`: the first decides (as `bernoulli` does), the second is the
 * offset 1 + floor((word >>> 9) · 2^-23 · (classes - 1)), added modulo the number of classes. The draws are addressed by
 * row: the noise of one row does not depend on the others.
 *
 * @param options.rate probability in [0, 1] that a label becomes wrong.
 * @param options.classes at least 2.
 * @returns new labels; the given ones stay.
 * @throws {InvalidOptionError} if a number or a label is out of range.
 * @example
 * const noisy = noisyLabels(labels, { rate: 0.2, classes: 10, seed: 1 });
 */
export function noisyLabels(
  labels: Int32Array,
  options: { readonly rate: number; readonly classes: number; readonly seed: number | bigint },
): Int32Array {
  rejectUnknownOptions("noisyLabels", options, ["rate", "classes", "seed"]);
  const rate = requireNumber("label noise: rate", options.rate, { min: 0, max: 1 });
  const classes = requireInteger("label noise: classes", options.classes, { min: 2 });
  requireLabels(labels, classes);
  const threshold = bernoulliThreshold(rate);
  const words = randomWords(streamKey(options.seed, "labelNoise"), 2 * labels.length);
  return Int32Array.from(labels, (label, row) => {
    if (words[2 * row]! >>> 9 >= threshold) return label;
    const offset = 1 + Math.floor((words[2 * row + 1]! >>> 9) * 2 ** -23 * (classes - 1));
    return (label + offset) % classes;
  });
}
