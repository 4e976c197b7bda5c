import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { Layer } from "../models/layer.ts";

/**
 * Runs a computation during which these layers compute what they are told instead of their own: their `call` is set aside,
 * and comes back whatever happens.
 *
 * @param call given the layer's place in the list and its input.
 */
export function interceptCalls<Result>(
  layers: readonly Layer[],
  call: (index: number, input: DeviceTensor) => DeviceTensor,
  compute: () => Result,
): Result {
  const own = layers.map((layer) => Object.getOwnPropertyDescriptor(layer, "call"));
  for (const [index, layer] of layers.entries()) {
    layer.call = (inputs) => call(index, Array.isArray(inputs) ? inputs[0]! : inputs);
  }
  try {
    return compute();
  } finally {
    for (const [index, layer] of layers.entries()) {
      const before = own[index];
      // Where there was none of its own, what is left is the class's.
      if (before === undefined) delete (layer as Partial<Layer>).call;
      else Object.defineProperty(layer, "call", before);
    }
  }
}
