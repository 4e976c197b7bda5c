import { requireBoolean, requireInteger } from "../../errors/check-option.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { pooledShape, POOL_HINTS, requirePoolWindow, type PoolWindow, type PoolWindowOptions } from "../pool-window.ts";

/** A pool of the means of windows; plain data. */
export interface AvgPoolSpec<Kind extends string> extends PoolWindow {
  readonly kind: Kind;
  /** Whether a window's count has its padding in it. */
  readonly countPadding: boolean;
  /** What every sum is divided by instead of the count. @default none */
  readonly divisor?: number;
}

/** What {@link avgPool1d} returns. */
export type AvgPool1dSpec = AvgPoolSpec<"avg-pool1d">;
/** What {@link avgPool2d} returns. */
export type AvgPool2dSpec = AvgPoolSpec<"avg-pool2d">;
/** What {@link avgPool3d} returns. */
export type AvgPool3dSpec = AvgPoolSpec<"avg-pool3d">;

/** Options of {@link avgPool1d}, {@link avgPool2d} and {@link avgPool3d}. A number goes for every spatial axis. */
export interface AvgPoolOptions extends PoolWindowOptions {
  /** Whether padding counts as so many zeros: PyTorch's `count_include_pad`. @default true */
  readonly countPadding?: boolean;
  /** What every sum is divided by, instead of the count. @default the count of the window */
  readonly divisor?: number;
}

function avgPool<Kind extends string>(kind: Kind, axes: number): LayerDefinition<AvgPoolSpec<Kind>> {
  return {
    kind,
    options: ["kernelSize", "stride", "padding", "rounding", "countPadding", "divisor"],
    hints: { ...POOL_HINTS, dilation: "Averages take neighbours only, as in PyTorch." },
    check(subject, options) {
      const { countPadding = true, divisor } = options;
      const window = requirePoolWindow(subject, axes, options);
      return {
        kind,
        ...window,
        countPadding: requireBoolean(`${subject}: countPadding`, countPadding),
        ...(divisor === undefined ? {} : { divisor: requireInteger(`${subject}: divisor`, divisor, { min: 1 }) }),
      };
    },
    infer: (layer, inputShape, place) => ({ outputShape: pooledShape(undilated(layer), inputShape, place) }),
  };
}

function undilated<Window extends PoolWindow>(window: Window): Window & { readonly dilation: readonly number[] } {
  return { ...window, dilation: window.kernelSize.map(() => 1) };
}

export const AVG_POOL_1D: LayerDefinition<AvgPool1dSpec> = avgPool("avg-pool1d", 1);
export const AVG_POOL_2D: LayerDefinition<AvgPool2dSpec> = avgPool("avg-pool2d", 2);
export const AVG_POOL_3D: LayerDefinition<AvgPool3dSpec> = avgPool("avg-pool3d", 3);

/**
 * The mean of each window along one axis: rows [channels, length] become [channels, windows]. PyTorch's `AvgPool1d`. See
 * {@link avgPool2d} for what all three have in common.
 *
 * @param kernelSize elements that a window takes.
 * @param options.stride from one window to the next. @default kernelSize
 * @param options.padding places at both ends. @default 0
 * @param options.rounding whether a last window that does not fit is left out or taken. @default "floor"
 * @param options.countPadding whether padding counts as so many zeros. @default true
 * @param options.divisor what every sum is divided by. @default the count
 * @throws {InvalidOptionError} for an option out of range.
 * @example
 * sequential({ inputShape: [3, 16], layers: [avgPool1d(4)] }); // output [3, 4]
 */
export function avgPool1d(kernelSize: number | readonly number[], options: AvgPoolOptions = {}): AvgPool1dSpec {
  return makeLayer(AVG_POOL_1D, "avgPool1d", { ...options, kernelSize });
}

/**
 * The mean of each window: y[c, i, j] = (Σ over u, v of x[c, i·stride + u - padding, ...]) / n, for rows [channels, height,
 * width]. Lengths become what they become under `maxPool2d` without dilation.
 *
 * n is `divisor` if there is one; otherwise the places of the window that lie on the padded row (`countPadding: true`) or
 * on the row itself. What of a last window, taken by `rounding: "ceil"`, juts out beyond the padding never counts.
 * PyTorch's `AvgPool2d`; Keras never counts padding, and has channels last.
 *
 * @param kernelSize elements that a window takes along each axis; a number for both.
 * @param options.stride from one window to the next. @default kernelSize
 * @param options.padding places at both ends of an axis; at most half the kernel size. @default 0
 * @param options.rounding whether a last window that does not fit is left out or taken. @default "floor"
 * @param options.countPadding whether padding counts as so many zeros. @default true
 * @param options.divisor what every sum is divided by. @default the count
 * @throws {InvalidOptionError} for an option out of range.
 * @example
 * avgPool2d(2);
 * avgPool2d(3, { stride: 1, padding: 1, countPadding: false });
 */
export function avgPool2d(kernelSize: number | readonly number[], options: AvgPoolOptions = {}): AvgPool2dSpec {
  return makeLayer(AVG_POOL_2D, "avgPool2d", { ...options, kernelSize });
}

/**
 * The mean of each window along three axes: rows [channels, depth, height, width]. PyTorch's `AvgPool3d`. See {@link
 * avgPool2d} for what all three have in common.
 *
 * @param kernelSize elements that a window takes along each axis; a number for all three.
 * @param options.stride from one window to the next. @default kernelSize
 * @param options.padding places at both ends of an axis. @default 0
 * @param options.rounding whether a last window that does not fit is left out or taken. @default "floor"
 * @param options.countPadding whether padding counts as so many zeros. @default true
 * @param options.divisor what every sum is divided by. @default the count
 * @throws {InvalidOptionError} for an option out of range.
 * @example
 * avgPool3d([1, 2, 2]); // every frame for itself
 */
export function avgPool3d(kernelSize: number | readonly number[], options: AvgPoolOptions = {}): AvgPool3dSpec {
  return makeLayer(AVG_POOL_3D, "avgPool3d", { ...options, kernelSize });
}
