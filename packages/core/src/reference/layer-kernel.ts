import type { DrawnMask } from "../dropout/apply-dropout.ts";

/** What a layer's forward pass leaves behind for its backward pass. */
export interface Activation {
  /** Row-major, `rows` rows. */
  readonly input: Float32Array;
  readonly output: Float32Array;
  readonly rows: number;
  /** The mask of a layer that draws; absent in evaluation. */
  readonly mask?: DrawnMask;
}

/** The parameters of one layer, or gradients of the same shapes. */
export interface LayerParameters {
  readonly weight?: Float32Array;
  readonly bias?: Float32Array;
}

/** What one layer's backward pass returns. */
interface LayerGradients {
  /** Gradient with respect to the layer's input; absent if the caller does not need it. */
  readonly input?: Float32Array;
  /** Gradients of the loss sum, the rows of earlier micro-batches included. */
  readonly parameters: LayerParameters;
}

/** One layer on the CPU: pure functions of their arguments, every operation rounded to f32. */
export interface LayerKernel {
  forward(input: Float32Array, rows: number, parameters: LayerParameters, mask: DrawnMask | undefined): Float32Array;
  /**
   * @param outputGradient gradient of the loss sum with respect to the layer's output.
   * @param needsInputGradient false for the first layer that has parameters: nothing below it learns.
   * @param sums what the micro-batches before left of the parameters' gradients. The sums over rows run on from there, in
   *   row order and in place, so that cutting a batch changes no bit. Empty for the first micro-batch.
   */
  backward(
    outputGradient: Float32Array,
    activation: Activation,
    parameters: LayerParameters,
    needsInputGradient: boolean,
    sums: LayerParameters,
  ): LayerGradients;
}
