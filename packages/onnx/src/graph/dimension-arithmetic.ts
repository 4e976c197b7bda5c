import { isRows, rowsFactor, timesRows, type Dimension } from "./dimension.ts";

/** a + b; `undefined` where no {@link Dimension} holds it: rows and a number other than 0. */
export function addDimensions(a: Dimension, b: Dimension): Dimension | undefined {
  if (isRows(a) && isRows(b)) return timesRows(rowsFactor(a) + rowsFactor(b));
  if (a === 0) return b;
  if (b === 0) return a;
  return isRows(a) || isRows(b) ? undefined : a + b;
}

/** a - b; `undefined` as for {@link addDimensions}. */
export function subtractDimensions(a: Dimension, b: Dimension): Dimension | undefined {
  return addDimensions(a, isRows(b) ? timesRows(-rowsFactor(b)) : -b);
}

/** The product of lengths; `undefined` where the rows come in twice. */
export function multiplyDimensions(lengths: readonly Dimension[]): Dimension | undefined {
  if (lengths.includes(0)) return 0;
  const symbolic = lengths.filter(isRows);
  if (symbolic.length > 1) return undefined;
  const factor = lengths.reduce<number>(
    (product, length) => product * (isRows(length) ? rowsFactor(length) : length),
    1,
  );
  return symbolic.length === 1 ? timesRows(factor) : factor;
}

/** a / b towards zero, as ONNX divides integers; `undefined` where the rows do not divide without a rest. */
export function divideDimensions(a: Dimension, b: Dimension): Dimension | undefined {
  if (b === 0) return undefined;
  if (!isRows(a)) return isRows(b) ? (a === 0 ? 0 : undefined) : Math.trunc(a / b);
  const quotient = rowsFactor(a) / (isRows(b) ? rowsFactor(b) : b);
  if (!Number.isInteger(quotient)) return undefined;
  return isRows(b) ? quotient : timesRows(quotient);
}
