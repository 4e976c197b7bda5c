import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import { requireAxisLengths } from "./axis-lengths.ts";
import type { LayerPlace } from "./layer-definition.ts";

/** The windows of a pool, one number for each spatial axis, outermost first. */
export interface PoolWindow {
  readonly kernelSize: readonly number[];
  /** From one window to the next. */
  readonly stride: readonly number[];
  /** At both ends of an axis. */
  readonly padding: readonly number[];
  /** Whether a last window that does not fit is left out (`floor`) or taken (`ceil`). */
  readonly rounding: "floor" | "ceil";
}

/** A window with its dilation: the step between the elements that it takes. */
export interface DilatedWindow extends PoolWindow {
  readonly dilation: readonly number[];
}

/** Options that pools share. A number goes for every spatial axis. */
export interface PoolWindowOptions {
  /** From one window to the next. @default the kernel size: windows side by side */
  readonly stride?: number | readonly number[];
  /** Places at both ends of an axis that hold no element; at most half the kernel size. @default 0 */
  readonly padding?: number | readonly number[];
  /** Whether a last window that does not fit is left out or taken: PyTorch's `ceil_mode`. @default "floor" */
  readonly rounding?: "floor" | "ceil";
}

/** Remedies for what other libraries call the options of pools. */
export const POOL_HINTS: Readonly<Record<string, string>> = {
  ceilMode: 'Write rounding: "ceil".',
  ceil_mode: 'Write rounding: "ceil".',
  countIncludePad: "Write countPadding.",
  count_include_pad: "Write countPadding.",
  divisorOverride: "Write divisor.",
  divisor_override: "Write divisor.",
  kernel_size: "The first argument is the kernel size.",
  poolSize: "The first argument is the kernel size.",
  pool_size: "The first argument is the kernel size.",
  strides: "Write stride.",
};

/**
 * Checks the options of windows over so many axes and fills in the defaults.
 *
 * @throws {InvalidOptionError} for an option out of range; padding of more than half the kernel size would outweigh what
 * a window takes.
 */
export function requirePoolWindow(
  subject: string,
  axes: number,
  { kernelSize, stride = kernelSize, padding = 0, rounding = "floor" }: Readonly<Record<string, unknown>>,
): PoolWindow {
  const window: PoolWindow = {
    kernelSize: requireAxisLengths(`${subject}: kernelSize`, kernelSize, axes, 1),
    stride: requireAxisLengths(`${subject}: stride`, stride, axes, 1),
    padding: requireAxisLengths(`${subject}: padding`, padding, axes, 0),
    rounding: requireOneOf(`${subject}: rounding`, rounding, ["floor", "ceil"]),
  };
  for (const [axis, pad] of window.padding.entries()) {
    const most = Math.floor(window.kernelSize[axis]! / 2);
    if (pad <= most) continue;
    throw new InvalidOptionError({
      subject: `${subject}: padding`,
      rule: `must be at most ${most}, half of the kernel size`,
      received: pad,
      remedy: "Take less padding or a larger kernel.",
    });
  }
  return window;
}

/** How many places a window spans. */
function extent(kernelSize: number, dilation: number): number {
  return dilation * (kernelSize - 1) + 1;
}

/**
 * Shape of a row after windows have gone over its spatial axes: with e = dilation·(kernel - 1) + 1, the length L becomes
 * round((L + 2·padding - e) / stride) + 1, less one if the last window would start beyond L + padding.
 *
 * @throws {ShapeMismatchError} if the row is not [channels, ...spatial], or a window does not fit or takes no element.
 */
export function pooledShape(window: DilatedWindow, inputShape: Shape, place: LayerPlace): Shape {
  const axes = window.kernelSize.length;
  const [channels, ...spatial] = requireSpatialRow(inputShape, axes, place);
  return [channels!, ...spatial.map((length, axis) => pooledLength(window, axis, length, inputShape, place))];
}

/** @throws {ShapeMismatchError} unless a row is [channels, ...spatial] with so many spatial axes. */
export function requireSpatialRow(inputShape: Shape, axes: number, { subject }: LayerPlace): Shape {
  if (inputShape.length === axes + 1) return inputShape;
  const names = ["depth", "height", "width"].slice(3 - axes);
  throw new ShapeMismatchError({
    subject,
    rule: `needs rows of shape [channels, ${axes === 1 ? "length" : names.join(", ")}]`,
    received: inputShape,
    remedy: "Put reshape([channels, ...]) before it; channels come first.",
  });
}

function pooledLength(
  { kernelSize, stride, padding, dilation, rounding }: DilatedWindow,
  axis: number,
  length: number,
  inputShape: Shape,
  { subject }: LayerPlace,
): number {
  const [step, pad, span] = [stride[axis]!, padding[axis]!, extent(kernelSize[axis]!, dilation[axis]!)];
  const room = length + 2 * pad - span;
  let windows = Math.floor((room + (rounding === "ceil" ? step - 1 : 0)) / step) + 1;
  if (rounding === "ceil" && (windows - 1) * step >= length + pad) windows--;
  if (windows < 1) {
    const least = Math.max(1, span - 2 * pad - (rounding === "ceil" ? step - 1 : 0));
    throw new ShapeMismatchError({
      subject,
      rule: `needs a length of at least ${least} for its window of ${span} with padding ${pad}`,
      received: inputShape,
      remedy: "Take a smaller kernel or more padding.",
    });
  }
  for (let window = 0; window < windows; window++) {
    if (axisTaps(window * step - pad, kernelSize[axis]!, dilation[axis]!, length).length > 0) continue;
    throw new ShapeMismatchError({
      subject,
      rule: `needs an element in each of its windows, but window ${window} of axis ${axis + 1} has none`,
      received: inputShape,
      remedy: "Take less dilation or padding.",
    });
  }
  return windows;
}

/** The elements of an axis that a window takes, ascending: `start`, `start + dilation`, ..., less those that are padding. */
export function axisTaps(start: number, kernelSize: number, dilation: number, length: number): readonly number[] {
  const taps: number[] = [];
  for (let tap = 0; tap < kernelSize; tap++) {
    const position = start + tap * dilation;
    if (position >= 0 && position < length) taps.push(position);
  }
  return taps;
}
