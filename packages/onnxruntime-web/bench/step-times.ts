/** Milliseconds of a step, by both clocks. */
export interface StepTimes {
  readonly wall: number;
  readonly processor: number;
}

/** The middle one of the values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
