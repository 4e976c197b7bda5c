import type { LayerKernel } from "../layer-kernel.ts";
import type { PoolWindows } from "../pool-windows.ts";

const f32 = Math.fround;

/**
 * y of a window is the sum of its elements, in row-major order, over its divisor.
 *
 * Backward: dx of an element is the sum of g / divisor over the windows that take it, in the row-major order of windows.
 *
 * @param divisors one for each window of a channel.
 */
export function avgPoolKernel(
  { size, count, starts, elements }: PoolWindows,
  divisors: ArrayLike<number>,
): LayerKernel<undefined> {
  return {
    forward(input) {
      const output = new Float32Array((input.length / size) * count);
      for (let index = 0; index < output.length; index++) {
        const window = index % count;
        const channel = ((index - window) / count) * size;
        let sum = 0;
        for (let tap = starts[window]!; tap < starts[window + 1]!; tap++) {
          sum = f32(sum + input[channel + elements[tap]!]!);
        }
        output[index] = sum / divisors[window]!;
      }
      return { output, saved: undefined };
    },
    backward(outputGradient, { input }, { needsInputGradient }) {
      if (!needsInputGradient) return {};
      const gradient = new Float32Array(input.length);
      for (let index = 0; index < outputGradient.length; index++) {
        const window = index % count;
        const channel = ((index - window) / count) * size;
        const share = f32(outputGradient[index]! / divisors[window]!);
        for (let tap = starts[window]!; tap < starts[window + 1]!; tap++) {
          const place = channel + elements[tap]!;
          gradient[place] = gradient[place]! + share;
        }
      }
      return { input: gradient };
    },
  };
}
