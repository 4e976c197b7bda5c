import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { flag, integer, limit, number, oneOf } from "./dialect-option.ts";
import { waited, turned, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of Keras 3's `EarlyStopping`. */
export interface Keras3Options extends MonitorOptions {
  /** Asks for the rule of Keras 3. */
  readonly dialect: "keras3";
  /** 0 is as 1. @default 0 */
  readonly patience?: number;
  /** `min_delta`; its sign is ignored. @default 0 */
  readonly minDelta?: number;
  /** A value to beat before the count starts again. @default none */
  readonly baseline?: number | null;
  /** `restore_best_weights`. @default false */
  readonly restoreBest?: boolean;
  /** `start_from_epoch`. @default 0 */
  readonly startEpoch?: number;
  /** In what Keras compares: float32 with TensorFlow, JAX and PyTorch, float64 with NumPy. @default "float32" */
  readonly floatx?: "float32" | "float64";
}

/** Checked options of this dialect. */
export interface Keras3Settings extends CommonSettings<"keras3">, Required<Omit<Keras3Options, keyof CommonSettings>> {}

/**
 * Keras 3: the first value is accepted whatever it is, a NaN too, which nothing beats afterwards. A value that beats
 * the best but not the baseline goes on counting, yet never stops by itself.
 *
 * `f(value + |minDelta|) < f(best)`, turned so that lower is better; f rounds to `floatx`.
 *
 * @see keras 3.15, src/callbacks/early_stopping.py and monitor_callback.py
 */
export const keras3: Dialect<Keras3Settings> = {
  library: "Keras 3",
  options: {
    patience: integer(0),
    minDelta: number(0),
    baseline: limit,
    restoreBest: flag(false),
    startEpoch: integer(0),
    floatx: oneOf("float32", "float64"),
  },
  start: () => ({ best: null, wait: 0 }),
  observe({ patience, minDelta, baseline, startEpoch, floatx, mode }, memory, { value, epoch }) {
    if (epoch < startEpoch) {
      const says = { predicate: ` is not looked at, since startEpoch is ${startEpoch},` };
      return { memory, fires: null, improved: false, isBest: false, says, margin: Infinity };
    }
    const wanted = value + Math.abs(minDelta);
    const single = floatx === "float32";
    const beats = (other: number): boolean => (single ? Math.fround(wanted) < Math.fround(other) : wanted < other);
    // An f32 rounds 2^27 times as coarsely as `roundingOf` allows for, and near 0 by the least f32 there is.
    const margin = (other: number, sensitivity: number): number =>
      marginOf(
        other - wanted,
        sensitivity,
        roundingOf(value, minDelta, other) * (single ? 0x8000000 : 1) + (single ? 6e-45 : 0),
      );
    const { best } = memory;
    const [stopsAt, wait] = [Math.max(1, patience), memory.wait + 1];
    const isBest = best === null || beats(best);
    const target = baseline === null ? null : turned(mode, baseline);
    const resets = isBest && (target === null || beats(target));
    return {
      memory: { best: isBest ? value : best, wait: resets ? 0 : wait },
      fires: !isBest && wait >= stopsAt ? "patience" : null,
      improved: isBest,
      isBest,
      says: waited(resets ? 0 : wait, stopsAt),
      margin: Math.min(
        best === null ? Infinity : margin(best, 2),
        isBest && target !== null ? margin(target, 1) : Infinity,
      ),
    };
  },
};
