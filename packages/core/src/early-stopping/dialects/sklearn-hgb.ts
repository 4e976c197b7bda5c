import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { counted } from "../tally.ts";
import { integer, number } from "./dialect-option.ts";
import { type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of early stopping in scikit-learn's `HistGradientBoosting*`. */
export interface SklearnHgbOptions extends MonitorOptions {
  /** Asks for the rule of scikit-learn's histogram gradient boosting. */
  readonly dialect: "sklearn-hgb";
  /** `n_iter_no_change`, the length of the window; 0, which scikit-learn itself refuses, stops at once. @default 10 */
  readonly patience?: number;
  /** `tol`; at least 0. @default 1e-7 */
  readonly minDelta?: number;
}

/** Checked options of this dialect. */
export interface SklearnHgbSettings
  extends CommonSettings<"sklearn-hgb">, Required<Omit<SklearnHgbOptions, keyof CommonSettings>> {}

/**
 * scikit-learn's histogram gradient boosting: a sliding window, and no best at all. Stops if none of the last
 * `patience` values beats the value before them: `value < first - minDelta`, turned so that lower is better. Restores
 * nothing.
 *
 * scikit-learn's own list of scores begins with that of the model without a tree: observe it first to count as it does.
 *
 * @see scikit-learn 1.9, ensemble/_hist_gradient_boosting/gradient_boosting.py
 */
export const sklearnHgb: Dialect<SklearnHgbSettings> = {
  library: "scikit-learn's histogram gradient boosting",
  options: { patience: integer(10), minDelta: number(1e-7, 0) },
  start: () => ({ best: null, wait: 0, scores: [] }),
  observe({ patience, minDelta }, memory, { value }) {
    const scores = [...memory.scores!, value].slice(-patience - 1);
    const [first, ...recent] = scores as [number, ...number[]];
    const full = scores.length > patience;
    const distances = full ? recent.map((score) => first - minDelta - score) : [];
    const fires = full && !distances.some((distance) => distance > 0);
    const margins = distances.map((distance, index) =>
      marginOf(distance, 2, minDelta === 0 ? 0 : roundingOf(first, recent[index]!, minDelta)),
    );
    const before = `the value ${counted(patience, "check")} before`;
    return {
      memory: { best: null, wait: 0, scores },
      fires: fires ? "patience" : null,
      improved: false,
      isBest: false,
      says: {
        predicate: full
          ? ` ends a window of ${patience} of which ${fires ? "none beats" : "one beats"} ${before}`
          : ` is check ${scores.length} of the ${patience + 1} that fill the first window`,
      },
      margin: Math.min(Infinity, ...margins),
    };
  },
};
