import type { Activation } from "../activations/activation.ts";

/** Puts an activation's values of `input` into `result`. */
export function activate({ value }: Activation, input: Float32Array, result: Float32Array): Float32Array {
  for (let index = 0; index < input.length; index++) result[index] = value(input[index]!);
  return result;
}

/** Puts the gradient of `input` into `result`, given that of `output`. */
export function activateGradient(
  { gradient }: Activation,
  outputGradient: Float32Array,
  input: Float32Array,
  output: Float32Array,
  result: Float32Array,
): Float32Array {
  for (let index = 0; index < input.length; index++) {
    result[index] = gradient(outputGradient[index]!, input[index]!, output[index]!);
  }
  return result;
}
