import type { UnitMask } from "../masks/unit-mask.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** What a layer computes with, going forward. */
export interface ForwardPass {
  readonly tf: TfjsNamespace;
  /** By role (`weight`), in the device's layout (`parameter-layouts.ts`); of a layer made of others those of the whole model, by name. */
  readonly parameters: DeviceTensors;
  /** Likewise. */
  readonly buffers: DeviceTensors;
  /** One for each random site of the model; undefined where dropout is off. */
  readonly masks: readonly UnitMask[] | undefined;
  /** Whether the pass is one of training: batch norm then takes the batch's statistics. */
  readonly training: boolean;
}

/** What a layer's forward pass gives. */
interface LayerOutput<Saved = unknown> {
  /** [rows, ...outputShape]. */
  readonly output: DeviceTensor;
  /** What the layer wants to see again on the way back besides its input and output. */
  readonly saved: Saved;
  /** The buffers that this pass changes, by role (or name): new tensors. @default none */
  readonly buffers?: DeviceTensors;
}

/** What a layer computes with, coming back. */
export interface BackwardPass {
  readonly tf: TfjsNamespace;
  /** As in {@link ForwardPass}. */
  readonly parameters: DeviceTensors;
  /** False for the first layer that has parameters: nothing below it learns. */
  readonly needsInputGradient: boolean;
}

/** What a layer's forward pass leaves behind for its backward pass. */
export interface Activation<Saved = unknown> {
  readonly input: DeviceTensor;
  readonly output: DeviceTensor;
  readonly saved: Saved;
}

/** What one layer's backward pass returns. */
export interface LayerGradients {
  /** Gradient with respect to the layer's input; absent if the caller does not need it. */
  readonly input?: DeviceTensor;
  /** Gradients by role (or name), in the device's layout. @default none */
  readonly parameters?: DeviceTensors;
}

/** One layer on the device. Functions of their arguments that free nothing: a tidy around the step does. */
export interface LayerKernel<Saved = unknown> {
  /** @param input [rows, ...inputShape], in the layout of the model's spec (channels first). */
  forward(input: DeviceTensor, pass: ForwardPass): LayerOutput<Saved>;
  /** @param outputGradient gradient of the loss with respect to the layer's output. */
  backward(outputGradient: DeviceTensor, activation: Activation<Saved>, pass: BackwardPass): LayerGradients;
}
