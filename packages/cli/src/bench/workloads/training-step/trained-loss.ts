/** The loss of what `trainOnBatch` returns: it stands first where a model has metrics. */
export function trainedLoss(result: number | readonly number[]): number {
  return typeof result === "number" ? result : result[0]!;
}
