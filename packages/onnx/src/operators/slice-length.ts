import { isRows, rowsFactor, timesRows, type Dimension } from "../graph/dimension.ts";

const FAR = 2 ** 31 - 1;

/** A place on an axis: `rows` times the rows, plus `offset`. */
interface Place {
  readonly rows: number;
  readonly offset: number;
}

/** What a slice takes from one axis. */
export interface SliceBounds {
  readonly start: Dimension;
  readonly end: Dimension;
  readonly step: number;
}

/**
 * How many elements a slice takes from an axis of `length`, negative bounds counted from its end, and all clamped to it;
 * `undefined` where that is neither a number nor a multiple of the rows.
 */
export function sliceLength(length: Dimension, { start, end, step }: SliceBounds): Dimension | undefined {
  const first = placeOf(start, length, 0, step > 0 ? 0 : -1);
  const last = placeOf(end, length, step > 0 ? 0 : -1, step > 0 ? 0 : -1);
  if (first === undefined || last === undefined) return undefined;
  const rows = (last.rows - first.rows) / step;
  const offset = (last.offset - first.offset) / step;
  if (rows === 0) return Math.max(0, Math.ceil(offset));
  return offset === 0 && Number.isInteger(rows) && rows > 0 ? timesRows(rows) : undefined;
}

/** Where slicing starts on an axis whose length is a number. */
export function sliceStart(length: number, { start, step }: SliceBounds): number {
  return placeOf(start, length, 0, step > 0 ? 0 : -1)?.offset ?? 0;
}

/**
 * A bound counted from the front and clamped to `least` .. length + `pastLength`; `undefined` where it depends on the batch
 * whether it is clamped.
 */
function placeOf(bound: Dimension, length: Dimension, least: number, pastLength: number): Place | undefined {
  const axis = linear(length);
  const given = linear(bound);
  const isFromEnd = isRows(bound) ? rowsFactor(bound) < 0 : bound < 0;
  const place = isFromEnd ? plus(given, axis) : given;
  const low = { rows: 0, offset: least };
  const high = plus(axis, { rows: 0, offset: pastLength });
  // Bounds as large as exporters write for "to the end" lie behind any batch.
  if (isAtMost(place, low) || (!isRows(bound) && bound <= -FAR)) return low;
  if (isAtMost(high, place) || (!isRows(bound) && bound >= FAR)) return high;
  return isAtMost(low, place) && isAtMost(place, high) ? place : undefined;
}

function linear(length: Dimension): Place {
  return isRows(length) ? { rows: rowsFactor(length), offset: 0 } : { rows: 0, offset: length };
}

function plus(a: Place, b: Place): Place {
  return { rows: a.rows + b.rows, offset: a.offset + b.offset };
}

/** Whether a ≤ b for every batch of one row or more. */
function isAtMost(a: Place, b: Place): boolean {
  return b.rows >= a.rows && b.rows + b.offset >= a.rows + a.offset;
}
