import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { flag, integer, number } from "./dialect-option.ts";
import { waited, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of Hugging Face's `EarlyStoppingCallback` and its `Trainer`. */
export interface HuggingfaceOptions extends MonitorOptions {
  /** Asks for the rule of Hugging Face. */
  readonly dialect: "huggingface";
  /** `early_stopping_patience`; 0 stops at the first check. @default 1 */
  readonly patience?: number;
  /** `early_stopping_threshold`. @default 0 */
  readonly minDelta?: number;
  /** `load_best_model_at_end`. @default false */
  readonly restoreBest?: boolean;
}

/** Checked options of this dialect. */
export interface HuggingfaceSettings
  extends CommonSettings<"huggingface">, Required<Omit<HuggingfaceOptions, keyof CommonSettings>> {}

/**
 * Hugging Face: the callback counts against the best that the Trainer knew before this check; then the Trainer moves
 * its best on any strict gain. So gains below the threshold do not add up. The first value resets the count whatever it
 * is, but becomes the best only if it is better than infinity: a NaN does not.
 *
 * Improvement: `value < best` and `|value - best| > minDelta`, turned so that lower is better.
 *
 * @see transformers 5.18, trainer_callback.py and trainer.py
 */
export const huggingface: Dialect<HuggingfaceSettings> = {
  library: "Hugging Face",
  options: { patience: integer(1), minDelta: number(0), restoreBest: flag(false) },
  start: () => ({ best: null, wait: 0 }),
  observe({ patience, minDelta }, memory, { value }) {
    const best = memory.best ?? Infinity;
    const gain = best - value;
    const improved = memory.best === null || (gain > 0 && gain > minDelta);
    const isBest = gain > 0;
    const wait = improved ? 0 : memory.wait + 1;
    return {
      memory: { best: isBest ? value : best, wait },
      fires: wait >= patience ? "patience" : null,
      improved,
      isBest,
      says: waited(wait, patience),
      margin: Math.min(
        marginOf(gain, 2),
        marginOf(gain - minDelta, 2, minDelta === 0 ? 0 : roundingOf(gain, minDelta)),
      ),
    };
  },
};
