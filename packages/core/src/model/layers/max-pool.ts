import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { requireAxisLengths } from "../axis-lengths.ts";
import {
  pooledShape,
  POOL_HINTS,
  requirePoolWindow,
  type DilatedWindow,
  type PoolWindowOptions,
} from "../pool-window.ts";

/** A pool of the largest elements of windows; plain data. */
export interface MaxPoolSpec<Kind extends string> extends DilatedWindow {
  readonly kind: Kind;
}

/** What {@link maxPool1d} returns. */
export type MaxPool1dSpec = MaxPoolSpec<"max-pool1d">;
/** What {@link maxPool2d} returns. */
export type MaxPool2dSpec = MaxPoolSpec<"max-pool2d">;
/** What {@link maxPool3d} returns. */
export type MaxPool3dSpec = MaxPoolSpec<"max-pool3d">;

/** Options of {@link maxPool1d}, {@link maxPool2d} and {@link maxPool3d}. A number goes for every spatial axis. */
export interface MaxPoolOptions extends PoolWindowOptions {
  /** Step between the elements that a window takes. @default 1 */
  readonly dilation?: number | readonly number[];
}

function maxPool<Kind extends string>(kind: Kind, axes: number): LayerDefinition<MaxPoolSpec<Kind>> {
  return {
    kind,
    options: ["kernelSize", "stride", "padding", "dilation", "rounding"],
    hints: POOL_HINTS,
    check: (subject, { dilation = 1, ...options }) => ({
      kind,
      ...requirePoolWindow(subject, axes, options),
      dilation: requireAxisLengths(`${subject}: dilation`, dilation, axes, 1),
    }),
    infer: (layer, inputShape, place) => ({ outputShape: pooledShape(layer, inputShape, place) }),
  };
}

export const MAX_POOL_1D: LayerDefinition<MaxPool1dSpec> = maxPool("max-pool1d", 1);
export const MAX_POOL_2D: LayerDefinition<MaxPool2dSpec> = maxPool("max-pool2d", 2);
export const MAX_POOL_3D: LayerDefinition<MaxPool3dSpec> = maxPool("max-pool3d", 3);

/**
 * The largest element of each window along one axis: rows [channels, length] become [channels, windows]. PyTorch's
 * `MaxPool1d`. See {@link maxPool2d} for what all three have in common.
 *
 * @param kernelSize elements that a window takes.
 * @param options.stride from one window to the next. @default kernelSize
 * @param options.padding places at both ends, of which none is ever the largest. @default 0
 * @param options.dilation step between the elements of a window. @default 1
 * @param options.rounding whether a last window that does not fit is left out or taken. @default "floor"
 * @throws {InvalidOptionError} for an option out of range.
 * @example
 * sequential({ inputShape: [3, 16], layers: [maxPool1d(4)] }); // output [3, 4]
 */
export function maxPool1d(kernelSize: number | readonly number[], options: MaxPoolOptions = {}): MaxPool1dSpec {
  return makeLayer(MAX_POOL_1D, "maxPool1d", { ...options, kernelSize });
}

/**
 * The largest element of each window: y[c, i, j] = max over u, v of x[c, i·stride + u·dilation - padding, ...], for rows
 * [channels, height, width]. With e = dilation·(kernel - 1) + 1, a length L becomes round((L + 2·padding - e) / stride) +
 * 1, less one where a window would start beyond L + padding.
 *
 * The gradient goes to the largest element, the first of several; a NaN is larger than all, the last of several. PyTorch's
 * `MaxPool2d`; Keras pads with `"same"`, which may put one place more at the far end, and has channels last.
 *
 * @param kernelSize elements that a window takes along each axis; a number for both.
 * @param options.stride from one window to the next. @default kernelSize
 * @param options.padding places at both ends of an axis, of which none is ever the largest; at most half the kernel size.
 * @default 0
 * @param options.dilation step between the elements of a window. @default 1
 * @param options.rounding whether a last window that does not fit is left out or taken. @default "floor"
 * @throws {InvalidOptionError} for an option out of range.
 * @example
 * maxPool2d(2); // halves height and width
 * maxPool2d(3, { stride: 2 }); // AlexNet's, whose windows overlap
 */
export function maxPool2d(kernelSize: number | readonly number[], options: MaxPoolOptions = {}): MaxPool2dSpec {
  return makeLayer(MAX_POOL_2D, "maxPool2d", { ...options, kernelSize });
}

/**
 * The largest element of each window along three axes: rows [channels, depth, height, width]. PyTorch's `MaxPool3d`. See
 * {@link maxPool2d} for what all three have in common.
 *
 * @param kernelSize elements that a window takes along each axis; a number for all three.
 * @param options.stride from one window to the next. @default kernelSize
 * @param options.padding places at both ends of an axis, of which none is ever the largest. @default 0
 * @param options.dilation step between the elements of a window. @default 1
 * @param options.rounding whether a last window that does not fit is left out or taken. @default "floor"
 * @throws {InvalidOptionError} for an option out of range.
 * @example
 * maxPool3d([1, 2, 2]); // halves height and width of every frame
 */
export function maxPool3d(kernelSize: number | readonly number[], options: MaxPoolOptions = {}): MaxPool3dSpec {
  return makeLayer(MAX_POOL_3D, "maxPool3d", { ...options, kernelSize });
}
