import type { ResolvedLayer } from "../model/resolve-layers.ts";
import type { Activation, BackwardPass, ForwardPass, LayerKernel, NamedArrays } from "./layer-kernel.ts";

/** A sequence of layers: forward keeping every activation, then a sweep back over them. */
export interface LayerStack {
  /**
   * @param pass parameters with DropConnect's masks applied (`drop-connect.ts`), in both directions.
   * @returns one activation a layer; the last one's output is the sequence's.
   */
  forward(input: Float32Array, rows: number, pass: ForwardPass): readonly Activation[];
  /**
   * Gradients by parameter name, and with respect to the input if the pass needs it.
   *
   * @param outputGradient gradient of the loss sum with respect to the sequence's output.
   */
  backward(
    outputGradient: Float32Array,
    activations: readonly Activation[],
    pass: BackwardPass,
  ): { readonly input: Float32Array | undefined; readonly parameters: NamedArrays };
}

/** Stacks layers with their kernels. */
export function createLayerStack(
  layers: readonly ResolvedLayer[],
  kernelOf: (layer: ResolvedLayer) => LayerKernel,
): LayerStack {
  const stack = layers.map((layer) => ({ kernel: kernelOf(layer), layer }));
  const firstParametric = layers.findIndex((layer) => layer.parameters.length > 0);

  return {
    forward(input, rows, pass) {
      const activations: Activation[] = [];
      let value = input;
      for (const { kernel, layer } of stack) {
        const { output, saved } = kernel.forward(value, rows, {
          ...pass,
          parameters: ownArrays(layer, layer.parameters, pass.parameters),
          buffers: ownArrays(layer, layer.buffers, pass.buffers),
        });
        activations.push({ input: value, output, rows, saved });
        value = output;
      }
      return activations;
    },
    backward(outputGradient, activations, { parameters, sums, needsInputGradient }) {
      const gradients: Record<string, Float32Array> = {};
      const last = needsInputGradient ? 0 : firstParametric < 0 ? stack.length : firstParametric;
      let gradient: Float32Array | undefined = outputGradient;
      for (let index = stack.length - 1; index >= last; index--) {
        const { kernel, layer } = stack[index]!;
        const result = kernel.backward(gradient!, activations[index]!, {
          parameters: ownArrays(layer, layer.parameters, parameters),
          sums: ownArrays(layer, layer.parameters, sums),
          needsInputGradient: needsInputGradient || index > firstParametric,
        });
        for (const [role, values] of Object.entries(result.parameters ?? {})) gradients[nameOf(layer, role)] = values;
        gradient = result.input;
      }
      return { input: needsInputGradient ? gradient : undefined, parameters: gradients };
    },
  };
}

/** A layer's arrays by role; a layer made of others hands the whole model's on to them. */
function ownArrays(
  { branches }: ResolvedLayer,
  own: readonly { readonly name: string; readonly role: string }[],
  arrays: NamedArrays,
): NamedArrays {
  if (branches.length > 0) return arrays;
  const found: Record<string, Float32Array> = {};
  for (const { name, role } of own) if (arrays[name] !== undefined) found[role] = arrays[name];
  return found;
}

function nameOf({ branches, name }: ResolvedLayer, role: string): string {
  return branches.length > 0 ? role : `${name}.${role}`;
}
