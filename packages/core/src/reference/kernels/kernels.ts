import type { Activation } from "../activations/activation.ts";
import type { UpdateLoops } from "../../sgd/update-parameters.ts";
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
}
