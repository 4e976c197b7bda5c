import type { LayerKernel } from "../layer-kernel.ts";
import type { PoolWindows } from "../pool-windows.ts";

/**
 * y of a window is its largest element, the first of several in row-major order; a NaN is larger than all, the last of
 * several. `saved` holds the place of that element in its channel for each y.
 *
 * Backward: dx of an element is the sum of g over the windows whose largest it is, in the row-major order of windows.
 */
export function maxPoolKernel({ size, count, starts, elements }: PoolWindows): LayerKernel<Int32Array> {
  return {
    forward(input) {
      const channels = input.length / size;
      const output = new Float32Array(channels * count);
      const largestOf = new Int32Array(output.length);
      for (let index = 0; index < output.length; index++) {
        const window = index % count;
        const channel = ((index - window) / count) * size;
        let largest = elements[starts[window]!]!;
        let value = input[channel + largest]!;
        for (let tap = starts[window]! + 1; tap < starts[window + 1]!; tap++) {
          const candidate = input[channel + elements[tap]!]!;
          if (candidate > value || Number.isNaN(candidate)) {
            largest = elements[tap]!;
            value = candidate;
          }
        }
        output[index] = value;
        largestOf[index] = largest;
      }
      return { output, saved: largestOf };
    },
    backward(outputGradient, { input, saved: largestOf }, { needsInputGradient }) {
      if (!needsInputGradient) return {};
      const gradient = new Float32Array(input.length);
      for (let index = 0; index < outputGradient.length; index++) {
        const place = Math.floor(index / count) * size + largestOf[index]!;
        gradient[place] = gradient[place]! + outputGradient[index]!;
      }
      return { input: gradient };
    },
  };
}
