import type { Activation } from "../activations/activation.ts";
import type { DrawnMask } from "../../dropout/apply-dropout.ts";
import type { DropoutMask } from "../../dropout/dropout-mask.ts";
import type { UpdateLoops } from "../../sgd/update-parameters.ts";
import type { PoolWindows } from "../pool-windows.ts";
import type { AvgPool } from "./avg-pool.ts";
import type { MaxPool } from "./max-pool.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { WindowProducts, WindowShape } from "./window-products.ts";
import type { AttentionLoops } from "./attention-loops.ts";
import type { AxisLoops } from "./axis-loops.ts";
import type { CellLoops } from "./cell-loops.ts";
import type { ClassLoops } from "./class-loops.ts";
import type { ElementLossLoops } from "./element-loss.ts";
import type { NormLoops } from "./norm-loops.ts";

/** An array that lives as long as the engine. */
export interface KeptArray {
  /** The same numbers at every call, but not always the same object: it is asked for anew, never held. */
  readonly data: Float32Array;
}

/** Values with a mask applied, and the mask for the way back. */
export interface MaskedValues {
  readonly output: Float32Array;
  readonly mask: DrawnMask;
}

/**
 * The loops that layers, losses and the update are made of, and the memory that they work on. There are two sets, in
 * TypeScript and in WebAssembly with vectors of four, and they agree to the bit: which one computes is a matter of speed.
 *
 * Arrays from anywhere may be given; those of {@link floats} and {@link keep} are at hand without a copy.
 */
export interface Kernels
  extends UpdateLoops, NormLoops, CellLoops, ClassLoops, ElementLossLoops, AxisLoops, AttentionLoops {
  /** Zeros, to be used within the present {@link scope} only. */
  floats(length: number): Float32Array;
  /** The same numbers where the kernels have them at hand, until the scope ends. */
  bring(values: Float32Array): Float32Array;
  /** Zeros that live as long as the kernels. */
  keep(length: number): KeptArray;
  /**
   * Computes something; the arrays of {@link floats} that it made are gone afterwards.
   *
   * @param expected how many numbers they will probably hold together.
   */
  scope<Result>(compute: () => Result, expected: number): Result;
  /** Lets go of memory and threads. */
  dispose(): void;

  /** a·b: `matmul` in `matmul.ts`, as are the two after it. */
  matmul(a: Float32Array, b: Float32Array, rows: number, inner: number, result?: Float32Array): Float32Array;
  matmulTransposed(x: Float32Array, w: Float32Array, rows: number, inner: number): Float32Array;
  matmulOfTransposed(a: Float32Array, b: Float32Array, rows: number, sums?: Float32Array): Float32Array;
  /** [rows, columns] to [columns, rows]. */
  transpose(values: Float32Array, rows: number, columns: number): Float32Array;
  /** Adds a bias to each row, in place: `addToRows` in `rows.ts`, as is the one after it. */
  addToRows(values: Float32Array, bias: Float32Array): Float32Array;
  sumRows(values: Float32Array, columns: number, sums?: Float32Array): Float32Array;

  /** y = activation(x): `activate` in `activate.ts`, as is the one after it. */
  activate(activation: Activation, input: Float32Array): Float32Array;
  activateGradient(
    activation: Activation,
    outputGradient: Float32Array,
    input: Float32Array,
    output: Float32Array,
  ): Float32Array;
  /** left + right, which may also be where the sum is put. @default a new array */
  add(left: Float32Array, right: Float32Array, result?: Float32Array): Float32Array;
  /** Draws a mask: `drawMask` in `apply-dropout.ts`. */
  drawMask(mask: DropoutMask, shape?: Shape): DrawnMask;
  /** `applyDrawnMask` there. */
  applyMask(values: Float32Array, mask: DrawnMask): Float32Array;
  /** `applyDrawnMaskGradient` there. */
  applyMaskGradient(gradient: Float32Array, mask: DrawnMask): Float32Array;
  /** Draws a mask and applies it. */
  drawAndApplyMask(values: Float32Array, mask: DropoutMask, shape: Shape): MaskedValues;
  /** Adds to each element its channel's bias, in place: `addChannelBias` in `channel-bias.ts`, as is the one after it. */
  addChannelBias(values: Float32Array, bias: Float32Array, positions: number): Float32Array;
  sumChannels(values: Float32Array, channels: number, positions: number, sums?: Float32Array): Float32Array;
  /** What convolutions are made of: `windowProducts` in `window-products.ts`. To be made outside of a {@link scope}. */
  windowProducts(shape: WindowShape): WindowProducts;
  /** What pools are made of: `max-pool.ts` and `avg-pool.ts`. To be made outside of a {@link scope}, too. */
  maxPool(windows: PoolWindows): MaxPool;
  avgPool(windows: PoolWindows, divisors: Float32Array): AvgPool;
}
