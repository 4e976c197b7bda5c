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

/** `1 epoch`, `23.5 epochs` */
export function formatEpochs(epochs: number): string {
  const text = formatEpoch(epochs);
  return `${text} ${text === "1" ? "epoch" : "epochs"}`;
}

/** `0.231`; small losses keep three digits, `0.000412`, and so do those of runs that diverge, `4.68e17`. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return "not finite";
  if (loss !== 0 && Math.abs(loss) < 0.01) return String(Number(loss.toPrecision(3)));
  const fixed = loss.toFixed(3);
  return Math.abs(Number(fixed)) < 1000 ? fixed : loss.toExponential(2).replace("e+", "e");
}

/** A share in per cent: `5.9 %`. */
export function formatShare(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : "not finite";
}

/** A change against a base, with its sign: `-49 %`, `+2.0 %`, `±0 %`; `±0.0 %` is one that rounds to nothing. */
export function formatChange(base: number, value: number): string {
  if (value === base) return "±0 %";
  const change = (value - base) / base;
  if (!Number.isFinite(change)) return "no percentage";
  const tenths = (100 * change).toFixed(1);
  const size = Math.abs(Number(tenths));
  if (size === 0) return "±0.0 %";
  return `${change > 0 ? "+" : ""}${size < 10 ? tenths : formatWholePercent(100 * change)} %`;
}

/** Runs that diverge change by more digits than anyone reads. */
function formatWholePercent(percent: number): string {
  return Math.abs(percent) < 99_999.5 ? percent.toFixed(0) : percent.toExponential(1).replace("e+", "e");
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

/** Bytes: `812 B`, `2.4 kB`, `48.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** Three digits that count: `686`, `23.2`, `0.0123`, `1,230,000`. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  const rounded = Number(value.toPrecision(3));
  if (Math.abs(rounded) >= 1000) return COUNT.format(rounded);
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? formatDifference(value) : value.toPrecision(3);
}

/** How many times as fast: `12.6×`. */
export function formatSpeed(speed: number): string {
  return `${formatFigure(speed)}×`;
}

/** Megabytes: `48.1`. */
export function formatMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}
