import type { StepLosses } from "../training/backend-run.ts";

/** Losses by step in one array that grows by doubling, so that a long run costs no more a step than a short one. */
export class GrowingLosses {
  #values = new Float64Array(1024).fill(NaN);
  #length = 0;

  /** Steps that are given again are overwritten: after a recovery they are computed again. */
  put(firstStep: number, losses: Float64Array): void {
    const end = firstStep + losses.length;
    if (end > this.#values.length) {
      const grown = new Float64Array(2 ** Math.ceil(Math.log2(end))).fill(NaN);
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(losses, firstStep);
    this.#length = Math.max(this.#length, end);
  }

  /** What there is now. The array is shared: later steps are written behind `length`. */
  current(): StepLosses {
    return { values: this.#values, length: this.#length };
  }
}
