/** What a mask does with its bits: a kept x becomes f32(f32(x · scale) + offset), a dropped one `fill`. */
export interface KeepLaw {
  /** What a kept element is multiplied by: f32(1 / (1 - rate)), or 0 at rate 1 where none is kept. */
  readonly scale: number;
  /** What is added to a kept element; alpha dropout has one. 0 adds nothing: a kept -0 stays -0. @default 0 */
  readonly offset?: number;
  /** What a dropped element becomes; alpha dropout has one. @default 0 */
  readonly fill?: number;
}

/**
 * SELU's limit for x → -∞, negated: α · scale of Klambauer et al., "Self-normalizing neural networks" (2017). Dropped
 * units of alpha dropout go there before the affine correction.
 */
const ALPHA = 1.7580993408473766;
const f32 = Math.fround;

/** What a kept unit of dropout is multiplied by: f32(1 / (1 - rate)), and 0 at rate 1 where none is kept. */
export function survivorScale(rate: number): number {
  return rate === 1 ? 0 : f32(1 / (1 - rate));
}

/**
 * The law of alpha dropout, as PyTorch computes it: with α = 1.7580993408473766 and a = 1 / √((α²·rate + 1)(1 - rate)),
 * a kept x becomes a·x + a·α·rate and a dropped one a·α·rate - a·α, which keeps a mean of 0 and a variance of 1.
 *
 * a, a·α and a·α·rate are computed in f64 and rounded to f32 once; their sum is an f32 sum. Rate 0 is the identity, rate
 * 1 gives zeros.
 */
export function alphaLaw(rate: number): KeepLaw {
  if (rate === 0) return { scale: 1 };
  if (rate === 1) return { scale: 0 };
  const a = 1 / Math.sqrt((ALPHA * ALPHA * rate + 1) * (1 - rate));
  const offset = f32(ALPHA * a * rate);
  return { scale: f32(a), offset, fill: f32(offset - f32(ALPHA * a)) };
}
