/** Where values stand in a plot. */
export interface CurveScale {
  /** The number of the epoch at the right. */
  readonly epochs: number;
  readonly least: number;
  readonly largest: number;
  /** @param epoch counted from 0 */
  readonly x: (epoch: number) => number;
  readonly y: (value: number) => number;
}

/** Fits all finite values into a plot. */
export function curveScale(
  values: readonly number[],
  epochs: number,
  { width, height }: { readonly width: number; readonly height: number },
): CurveScale {
  const finite = values.filter((value) => Number.isFinite(value));
  const [least, largest] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const room = 0.08 * (largest - least) || 0.05 * Math.abs(largest) || 1;
  const [bottom, top] = [least >= 0 ? Math.max(0, least - room) : least - room, largest + room];
  return {
    epochs,
    least: bottom,
    largest: top,
    x: (epoch) => (epoch / (epochs - 1)) * width,
    y: (value) => height * (1 - (value - bottom) / (top - bottom)),
  };
}

/** A line through values, with gaps where one is not finite. */
export function curvePath(values: readonly number[], { x, y }: CurveScale): string {
  let pen = "M";
  return values
    .map((value, epoch) => {
      if (!Number.isFinite(value)) {
        pen = "M";
        return "";
      }
      const point = `${pen}${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return point;
    })
    .join("");
}

/** Round values for the lines of a grid, three to six of them. */
export function gridValues({ least, largest }: CurveScale): readonly number[] {
  const span = largest - least;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => span / size <= 5) ?? 10 * power;
  const first = Math.ceil(least / step);
  const count = Math.floor(largest / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
