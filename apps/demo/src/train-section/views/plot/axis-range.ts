const EPOCH_STEPS = [1, 2, 3, 4, 5, 6, 8];

/** Where an axis of losses ends: a little above the largest finite value, and at 1 if there is none. */
export function highestLoss(columns: readonly (readonly (number | null | undefined)[])[]): number {
  let highest = 0;
  for (const column of columns) {
    for (const value of column) {
      if (typeof value === "number" && Number.isFinite(value) && value > highest) highest = value;
    }
  }
  // An axis whose end overflows has no ticks.
  return highest === 0 ? 1 : Math.min(highest * 1.05, Number.MAX_VALUE / 4);
}

/** Where an axis of epochs ends: grows in few jumps with the epochs that are there, and never beyond those planned. */
export function lastEpochOfAxis(epochs: number, planned: number): number {
  const wanted = Math.max(epochs, 8);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const factor = EPOCH_STEPS.find((step) => step * decade >= wanted) ?? 10;
  return Math.max(2, epochs, Math.min(planned, factor * decade));
}

/** The decades that hold all positive finite values, and at least those of the given exponents. */
export function decadesOf(
  columns: readonly (readonly (number | null | undefined)[])[],
  least: number,
  largest: number,
): [number, number] {
  let low = least;
  let high = largest;
  for (const column of columns) {
    for (const value of column) {
      if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) continue;
      const exponent = Math.log10(value);
      low = Math.min(low, Math.floor(exponent));
      high = Math.max(high, Math.ceil(exponent));
    }
  }
  return [10 ** low, 10 ** Math.min(high, 307)];
}
