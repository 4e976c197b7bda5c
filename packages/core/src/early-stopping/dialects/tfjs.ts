import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { integer, limit, number } from "./dialect-option.ts";
import { count, turned, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of TensorFlow.js's `tf.callbacks.earlyStopping`. Its `restoreBestWeights: true` throws there. */
export interface TfjsOptions extends MonitorOptions {
  /** Asks for the rule of TensorFlow.js. */
  readonly dialect: "tfjs";
  /** 0 is as 1. @default 0 */
  readonly patience?: number;
  /** Its sign is ignored. @default 0 */
  readonly minDelta?: number;
  /** The first value to beat; there is no other best before it. @default none */
  readonly baseline?: number | null;
}

/** Checked options of this dialect. */
export interface TfjsSettings extends CommonSettings<"tfjs">, Required<Omit<TfjsOptions, keyof CommonSettings>> {}

/**
 * TensorFlow.js: the best starts at the baseline, or at infinity, so a NaN never becomes the best.
 *
 * `value + |minDelta| < best`, turned so that lower is better. Never restores.
 *
 * @see tfjs-layers 4.22, src/callbacks.ts
 */
export const tfjs: Dialect<TfjsSettings> = {
  library: "TensorFlow.js",
  options: { patience: integer(0), minDelta: number(0), baseline: limit },
  start: ({ mode, baseline }) => ({ best: baseline === null ? Infinity : turned(mode, baseline), wait: 0 }),
  observe({ patience, minDelta }, memory, { value }) {
    const best = memory.best!;
    const distance = best - (value + Math.abs(minDelta));
    return count(memory, value, {
      improved: distance > 0,
      stopsAt: Math.max(1, patience),
      margin: marginOf(distance, 2, roundingOf(value, minDelta, best)),
    });
  },
};
