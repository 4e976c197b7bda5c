import type { Quartiles } from "./quartiles.ts";

/** How a workload's times are told: as a time for each unit of work, or as units of work in a time. */
export interface Measure {
  /** `ms/step`, `M indices/s` */
  readonly unit: string;
  /** Whether less is better. */
  readonly kind: "time" | "rate";
  /** A time in milliseconds is multiplied by it, or divides it. */
  readonly factor: number;
}

export const MILLISECONDS_PER_STEP: Measure = { unit: "ms/step", kind: "time", factor: 1 };
export const NANOSECONDS_PER_ELEMENT: Measure = { unit: "ns/element", kind: "time", factor: 1e6 };
export const ROWS_PER_SECOND: Measure = { unit: "rows/s", kind: "rate", factor: 1e3 };
export const MILLION_INDICES_PER_SECOND: Measure = { unit: "M indices/s", kind: "rate", factor: 1e-3 };

/** A time of one unit of work, in milliseconds, told by a measure. */
export function measured({ kind, factor }: Measure, milliseconds: number): number {
  return kind === "time" ? milliseconds * factor : factor / milliseconds;
}

/** Quartiles of times told by a measure; of rates, the longest time is the lowest. */
export function measuredQuartiles(measure: Measure, { lower, median, upper }: Quartiles): Quartiles {
  const [least, most] = measure.kind === "time" ? [lower, upper] : [upper, lower];
  return { lower: measured(measure, least), median: measured(measure, median), upper: measured(measure, most) };
}
