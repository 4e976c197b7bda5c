/** What a loss says of one batch. */
interface LossResult {
  /** Σ weight · loss of the row, in f64 and in row order, on top of `lossSumBefore`. */
  readonly lossSum: number;
  /** Gradient of `lossSum` with respect to the output; same shape. */
  readonly gradient: Float32Array;
  /** Σ weight over the rows whose largest output (the first on ties, never a NaN) is the target; classifiers only. */
  readonly correctCount?: number;
}

/**
 * A loss on the CPU.
 *
 * @param lossSumBefore of the micro-batches before: the sum runs on, so that cutting a batch changes no bit. @default 0
 */
export type LossKernel = (
  output: Float32Array,
  targets: Float32Array | Int32Array,
  rows: number,
  weights: Float32Array | undefined,
  lossSumBefore?: number,
) => LossResult;
