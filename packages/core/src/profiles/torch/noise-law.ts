/** What the elements become: a kept one f32(f32(x · scale) + offset), a dropped one f32(x · 0 + fill). */
export interface NoiseLaw {
  readonly scale: number;
  /** Nothing is added where it is absent; adding 0 would turn -0 into +0. */
  readonly offset?: number;
  readonly fill?: number;
}

/** Lambda times alpha of SELU, as PyTorch writes it. */
const ALPHA = 1.7580993408473766;

/** `F.dropout`: the noise is divided by 1 - p, so that a kept x is multiplied by f32(1 / f32(1 - p)). */
export function dropoutLaw(rate: number): NoiseLaw {
  return { scale: rate === 1 ? 0 : Math.fround(1 / Math.fround(1 - rate)) };
}

/**
 * `F.alpha_dropout`: with a = 1 / √((α²p + 1)(1 - p)), a kept x becomes a·x + αap and a dropped one αap - αa, every
 * constant rounded to f32 where PyTorch rounds it. At p = 0 nothing changes, at p = 1 all are multiplied by 0.
 */
export function alphaDropoutLaw(rate: number): NoiseLaw {
  if (rate === 0 || rate === 1) return { scale: 1 - rate };
  const a = 1 / Math.sqrt((ALPHA * ALPHA * rate + 1) * (1 - rate));
  const offset = Math.fround(ALPHA * a * rate);
  return { scale: Math.fround(a), offset, fill: Math.fround(offset - Math.fround(ALPHA * a)) };
}
