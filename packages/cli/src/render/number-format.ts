// How figures are written, in tables, sentences and pictures alike.

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const EPOCH = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** `1,643` */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? COUNT.format(count) : "not finite";
}

/** A mean of epochs: `23` or `23.5`. */
export function formatEpoch(epoch: number): string {
  return EPOCH.format(epoch);
}

/** `0.231`; small losses keep three digits: `0.000412`. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return "not finite";
  return loss !== 0 && Math.abs(loss) < 0.01 ? String(Number(loss.toPrecision(3))) : loss.toFixed(3);
}

/** A share in per cent: `5.9 %`. */
export function formatShare(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : "not finite";
}

/** A change against a base, with its sign: `-49 %`, `+2 %`, `±0 %`. */
export function formatChange(base: number, value: number): string {
  if (value === base) return "±0 %";
  const change = (value - base) / base;
  if (!Number.isFinite(change)) return "no percentage";
  const rounded = Math.abs(100 * change) < 10 ? (100 * change).toFixed(1) : (100 * change).toFixed(0);
  return `${change > 0 ? "+" : ""}${rounded} %`;
}

/** A small difference: `4.8e-7`, `0`. */
export function formatDifference(difference: number): string {
  if (!Number.isFinite(difference)) return "not finite";
  return difference === 0 ? "0" : difference.toExponential(1).replace("e+", "e");
}

/** `12.3 s`, `2 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** The first hexadecimal digits of a digest, enough to tell by eye. */
export function formatDigest(digest: string): string {
  return digest.slice(0, 10);
}
