import type { ResolvedLayer } from "../model/resolve-layers.ts";
import type { Kernels } from "./kernels/kernels.ts";
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
    input: Float32Array,
    rows: number,
    pass: ForwardPass,
  ): { readonly outputs: readonly Float32Array[]; readonly saved: BranchActivations };
  /**
   * The gradients of all parameters by name, and of the input: the sum over the branches, in their order.
   *
   * @param outputGradients with respect to each branch's output.
   */
  backward(outputGradients: readonly Float32Array[], saved: BranchActivations, pass: BackwardPass): LayerGradients;
}

/** Stacks the layers of each branch. */
export function createBranches(kernels: Kernels, { branches }: ResolvedLayer, kernelOf: KernelOf): Branches {
  const stacks = branches.map((layers) => createLayerStack(layers, kernelOf));
  return {
    forward(input, rows, pass) {
      const saved = stacks.map((stack) => stack.forward(input, rows, pass));
      return { outputs: saved.map((activations) => activations.at(-1)?.output ?? input), saved };
    },
    backward(outputGradients, saved, pass) {
      const results = stacks.map((stack, index) => stack.backward(outputGradients[index]!, saved[index]!, pass));
      const parameters = Object.assign({}, ...results.map((result) => result.parameters));
      return pass.needsInputGradient
        ? {
            input: sumOf(
              kernels,
              results.map((result) => result.input!),
            ),
            parameters,
          }
        : { parameters };
    },
  };
}

/** The sum of arrays of one length, in their order, rounded to f32 after each; never one of them. */
export function sumOf(kernels: Kernels, arrays: readonly Float32Array[]): Float32Array {
  const [first, second, ...rest] = arrays;
  const sum = second === undefined ? kernels.bring(first!.slice()) : kernels.add(first!, second);
  return rest.reduce((total, values) => kernels.add(total, values, total), sum);
}
