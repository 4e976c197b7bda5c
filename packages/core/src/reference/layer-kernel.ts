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
  readonly parameters: LayerParameters;
}

/** One layer on the CPU: pure functions of their arguments, every operation rounded to f32. */
export interface LayerKernel {
  forward(input: Float32Array, rows: number, parameters: LayerParameters, mask: DrawnMask | undefined): Float32Array;
  /**
   * @param outputGradient gradient of the loss sum with respect to the layer's output.
   * @param needsInputGradient false for the first layer that has parameters: nothing below it learns.
   */
  backward(
    outputGradient: Float32Array,
    activation: Activation,
    parameters: LayerParameters,
    needsInputGradient: boolean,
  ): LayerGradients;
}
