import type { FinalActivation } from "./final-activation.ts";

/** Applies an activation to rows of logits, `width` each, in f64. */
export function applyActivation(activation: FinalActivation, logits: Float32Array, width: number): Float64Array {
  const values = Float64Array.from(logits);
  if (activation === "Sigmoid") return values.map((value) => 1 / (1 + Math.exp(-value)));
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width);
    const largest = Math.max(...row);
    const logSum = largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
    for (const [index, value] of row.entries()) {
      row[index] = activation === "LogSoftmax" ? value - logSum : Math.exp(value - logSum);
    }
  }
  return values;
}
