import type { DropoutMask } from "../dropout/dropout-mask.ts";

/** Arrays by name: parameters, their gradients, or buffers. */
export type NamedArrays = Readonly<Record<string, Float32Array>>;

/** What a layer computes with, going forward. */
export interface ForwardPass {
  /** By role (`weight`); of a layer made of others those of the whole model, by name. */
  readonly parameters: NamedArrays;
  /** Likewise. Training changes them in place. */
  readonly buffers: NamedArrays;
  /** One for each random site of the model; undefined where dropout is off. */
  readonly masks: readonly DropoutMask[] | undefined;
  /** Whether the pass is one of training: batch norm then takes the batch's statistics. */
  readonly training: boolean;
}

/** What a layer computes with, coming back. */
export interface BackwardPass {
  readonly parameters: NamedArrays;
  /**
   * What the micro-batches before left of the parameters' gradients, zeros for the first. The sums over rows run on from
   * there, in row order and in place, so that cutting a batch changes no bit.
   */
  readonly sums: NamedArrays;
  /** False for the first layer that has parameters: nothing below it learns. */
  readonly needsInputGradient: boolean;
}

/** What a layer's forward pass leaves behind for its backward pass. */
export interface Activation<Saved = unknown> {
  /** Row-major, `rows` rows. */
  readonly input: Float32Array;
  readonly output: Float32Array;
  readonly rows: number;
  /** What else the layer wants to see again: its mask, an argmax, the activations inside it. */
  readonly saved: Saved;
}

/** What one layer's backward pass returns. */
export interface LayerGradients {
  /** Gradient with respect to the layer's input; absent if the caller does not need it. */
  readonly input?: Float32Array;
  /** Gradients of the loss sum by role (or name), the rows of earlier micro-batches included. @default none */
  readonly parameters?: NamedArrays;
}

/** One layer on the CPU: pure functions of their arguments but for buffers, every operation rounded to f32. */
export interface LayerKernel<Saved = unknown> {
  forward(
    input: Float32Array,
    rows: number,
    pass: ForwardPass,
  ): { readonly output: Float32Array; readonly saved: Saved };
  /** @param outputGradient gradient of the loss sum with respect to the layer's output. */
  backward(outputGradient: Float32Array, activation: Activation<Saved>, pass: BackwardPass): LayerGradients;
}
