import type { ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, DeviceTensors } from "../namespace/tfjs-namespace.ts";
import type { Activation, BackwardPass, ForwardPass, LayerKernel } from "./layer-kernel.ts";

/** What a sequence's forward pass leaves behind. */
interface StackPass {
  /** One activation a layer; the last one's output is the sequence's. */
  readonly activations: readonly Activation[];
  /** The buffers that the pass changed, by name. */
  readonly buffers: DeviceTensors;
}

/** A sequence of layers: forward keeping every activation, then a sweep back over them. */
export interface LayerStack {
  /** @param pass parameters with DropConnect's masks applied (`drop-connect.ts`), in both directions. */
  forward(input: DeviceTensor, pass: ForwardPass): StackPass;
  /**
   * Gradients by parameter name, and with respect to the input if the pass needs it.
   *
   * @param outputGradient gradient of the loss with respect to the sequence's output.
   */
  backward(
    outputGradient: DeviceTensor,
    activations: readonly Activation[],
    pass: BackwardPass,
  ): { readonly input: DeviceTensor | undefined; readonly parameters: DeviceTensors };
}

/** Stacks layers with their kernels. */
export function createLayerStack(
  layers: readonly ResolvedLayer[],
  kernelOf: (layer: ResolvedLayer) => LayerKernel,
): LayerStack {
  const stack = layers.map((layer) => ({ kernel: kernelOf(layer), layer }));
  const firstParametric = layers.findIndex((layer) => layer.parameters.length > 0);

  return {
    forward(input, pass) {
      const activations: Activation[] = [];
      const changed: Record<string, DeviceTensor> = {};
      let value = input;
      for (const { kernel, layer } of stack) {
        const { output, saved, buffers } = kernel.forward(value, {
          ...pass,
          parameters: ownTensors(layer, layer.parameters, pass.parameters),
          buffers: ownTensors(layer, layer.buffers, pass.buffers),
        });
        activations.push({ input: value, output, saved });
        for (const [role, tensor] of Object.entries(buffers ?? {})) changed[nameOf(layer, role)] = tensor;
        value = output;
      }
      return { activations, buffers: changed };
    },
    backward(outputGradient, activations, { tf, parameters, needsInputGradient }) {
      const gradients: Record<string, DeviceTensor> = {};
      const last = needsInputGradient ? 0 : firstParametric < 0 ? stack.length : firstParametric;
      let gradient: DeviceTensor | undefined = outputGradient;
      for (let index = stack.length - 1; index >= last; index--) {
        const { kernel, layer } = stack[index]!;
        const result = kernel.backward(gradient!, activations[index]!, {
          tf,
          parameters: ownTensors(layer, layer.parameters, parameters),
          needsInputGradient: needsInputGradient || index > firstParametric,
        });
        for (const [role, tensor] of Object.entries(result.parameters ?? {})) gradients[nameOf(layer, role)] = tensor;
        gradient = result.input;
      }
      return { input: needsInputGradient ? gradient : undefined, parameters: gradients };
    },
  };
}

/** A layer's tensors by role; a layer made of others hands the whole model's on to them. */
function ownTensors(
  { branches }: ResolvedLayer,
  own: readonly { readonly name: string; readonly role: string }[],
  tensors: DeviceTensors,
): DeviceTensors {
  if (branches.length > 0) return tensors;
  return Object.fromEntries(own.flatMap(({ name, role }) => (name in tensors ? [[role, tensors[name]!]] : [])));
}

function nameOf({ branches, name }: ResolvedLayer, role: string): string {
  return branches.length > 0 ? role : `${name}.${role}`;
}
