import type { ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, DeviceTensors } from "../namespace/tfjs-namespace.ts";
import type { Activation, BackwardPass, ForwardPass, LayerGradients, LayerKernel } from "./layer-kernel.ts";
import { createLayerStack } from "./layer-stack.ts";

/** Makes the kernel of a layer. A layer made of others is handed it for those. */
export type KernelOf = (layer: ResolvedLayer) => LayerKernel;

/** What each branch's layers left behind. */
export type BranchActivations = readonly (readonly Activation[])[];

/** The sequences inside a layer, which all take its input. */
export interface Branches {
  /** The output of each; that of a branch without layers is the input itself. */
  forward(
    input: DeviceTensor,
    pass: ForwardPass,
  ): {
    readonly outputs: readonly DeviceTensor[];
    readonly saved: BranchActivations;
    /** Those that changed, of all branches, by name. */
    readonly buffers: DeviceTensors;
  };
  /**
   * The gradients of all parameters by name, and of the input: the sum over the branches, in their order.
   *
   * @param outputGradients with respect to each branch's output.
   */
  backward(outputGradients: readonly DeviceTensor[], saved: BranchActivations, pass: BackwardPass): LayerGradients;
}

/** Stacks the layers of each branch. */
export function createBranches({ branches }: ResolvedLayer, kernelOf: KernelOf): Branches {
  const stacks = branches.map((layers) => createLayerStack(layers, kernelOf));
  return {
    forward(input, pass) {
      const passes = stacks.map((stack) => stack.forward(input, pass));
      return {
        outputs: passes.map(({ activations }) => activations.at(-1)?.output ?? input),
        saved: passes.map(({ activations }) => activations),
        buffers: Object.assign({}, ...passes.map(({ buffers }) => buffers)),
      };
    },
    backward(outputGradients, saved, pass) {
      const results = stacks.map((stack, index) => stack.backward(outputGradients[index]!, saved[index]!, pass));
      const parameters = Object.assign({}, ...results.map((result) => result.parameters));
      if (!pass.needsInputGradient) return { parameters };
      return {
        input: results.map((result) => result.input!).reduce((sum, gradient) => pass.tf.add(sum, gradient)),
        parameters,
      };
    },
  };
}
