import { drawMask } from "../dropout/apply-dropout.ts";
import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { ResolvedLayer } from "../model/layer-shapes.ts";
import type { Activation, LayerKernel, LayerParameters } from "./layer-kernel.ts";
import { layerKernel } from "./layer-kernels.ts";

/** Flat arrays by parameter name. */
export type ParameterArrays = Readonly<Record<string, Float32Array>>;

/** A sequence of layers: forward keeping every activation, then a sweep back over them. */
export interface LayerStack {
  /**
   * @param masks one for each layer that draws, in forward order; undefined turns dropout off.
   * @returns one activation a layer; the last one's output is the model's.
   */
  forward(
    input: Float32Array,
    rows: number,
    parameters: ParameterArrays,
    masks: readonly DropoutMask[] | undefined,
  ): readonly Activation[];
  /**
   * Gradients of the loss sum by parameter name, given its gradient with respect to the model's output.
   *
   * @param sums those of the micro-batches before; they run on in place. @default none
   */
  backward(
    outputGradient: Float32Array,
    activations: readonly Activation[],
    parameters: ParameterArrays,
    sums?: ParameterArrays,
  ): ParameterArrays;
}

interface StackedLayer {
  readonly kernel: LayerKernel;
  readonly layer: ResolvedLayer;
}

/** Stacks the kernels of a model's layers. */
export function createLayerStack(layers: readonly ResolvedLayer[]): LayerStack {
  const stack: readonly StackedLayer[] = layers.map((layer) => ({ kernel: layerKernel(layer), layer }));
  const firstParametric = layers.findIndex((layer) => layer.parameters.length > 0);

  return {
    forward(input, rows, parameters, masks) {
      const activations: Activation[] = [];
      let value = input;
      for (const { kernel, layer } of stack) {
        const [site] = layer.sites;
        const mask = site === undefined || masks === undefined ? undefined : drawMask(masks[site]!);
        const output = kernel.forward(value, rows, parametersOf(layer, parameters), mask);
        activations.push({ input: value, output, rows, ...(mask === undefined ? {} : { mask }) });
        value = output;
      }
      return activations;
    },
    backward(outputGradient, activations, parameters, sums = {}) {
      const gradients: Record<string, Float32Array> = {};
      if (firstParametric < 0) return gradients;
      let gradient = outputGradient;
      for (let index = stack.length - 1; index >= firstParametric; index--) {
        const { kernel, layer } = stack[index]!;
        const own = parametersOf(layer, parameters);
        const ownSums = parametersOf(layer, sums);
        const result = kernel.backward(gradient, activations[index]!, own, index > firstParametric, ownSums);
        for (const { name, role } of layer.parameters) gradients[name] = result.parameters[role]!;
        if (result.input !== undefined) gradient = result.input;
      }
      return gradients;
    },
  };
}

function parametersOf(layer: ResolvedLayer, parameters: ParameterArrays): LayerParameters {
  return Object.fromEntries(layer.parameters.map(({ name, role }) => [role, parameters[name]]));
}
