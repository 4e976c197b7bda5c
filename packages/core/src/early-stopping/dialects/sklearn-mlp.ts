import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { integer, number } from "./dialect-option.ts";
import { waited, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of early stopping in scikit-learn's `MLPClassifier` and `MLPRegressor`. */
export interface SklearnMlpOptions extends MonitorOptions {
  /** Asks for the rule of scikit-learn's multi-layer perceptrons. */
  readonly dialect: "sklearn-mlp";
  /** `n_iter_no_change`: stops at the check after this many without improvement. @default 10 */
  readonly patience?: number;
  /** `tol`; at least 0. @default 1e-4 */
  readonly minDelta?: number;
}

/** Checked options of this dialect. */
export interface SklearnMlpSettings
  extends CommonSettings<"sklearn-mlp">, Required<Omit<SklearnMlpOptions, keyof CommonSettings>> {}

/**
 * scikit-learn's MLP: mode "max" is its `early_stopping=True` on a validation score, which ends with the weights of the
 * best score; "min" is its rule on the training loss, which restores nothing.
 *
 * A check is bad if `value > best - minDelta`, turned so that lower is better: a gain of exactly minDelta counts, a tie
 * does for minDelta 0, and so does a NaN. The best moves on any strict gain. Stops at the (patience + 1)-th bad check.
 *
 * @see scikit-learn 1.9, neural_network/_multilayer_perceptron.py
 */
export const sklearnMlp: Dialect<SklearnMlpSettings> = {
  library: "scikit-learn's MLP",
  options: { patience: integer(10), minDelta: number(1e-4, 0) },
  restores: ({ mode }) => mode === "max",
  start: () => ({ best: Infinity, wait: 0 }),
  observe({ patience, minDelta }, memory, { value }) {
    const best = memory.best!;
    const distance = value - (best - minDelta);
    const bad = distance > 0;
    const isBest = value < best;
    const wait = bad ? memory.wait + 1 : 0;
    const rounding = minDelta === 0 ? 0 : roundingOf(value, best, minDelta);
    return {
      memory: { best: isBest ? value : best, wait },
      fires: wait > patience ? "patience" : null,
      improved: !bad,
      isBest,
      says: waited(wait, patience + 1),
      margin: Math.min(marginOf(distance, 2, rounding), marginOf(value - best, 2)),
    };
  },
};
