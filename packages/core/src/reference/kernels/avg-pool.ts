import type { PoolWindows } from "../pool-windows.ts";

const f32 = Math.fround;

/** The averages of windows. */
export interface AvgPool {
  /** The sum of each window's elements, in row-major order and from +0, over its divisor. */
  average(input: Float32Array): Float32Array;
  /** For each element the sum of g / divisor over the windows that take it, in the row-major order of windows. */
  spread(gradient: Float32Array): Float32Array;
}

/**
 * @param divisors one for each window of a channel.
 * @param floats where results are put.
 */
export function avgPool(
  { size, count, starts, elements }: PoolWindows,
  divisors: Float32Array,
  floats: (length: number) => Float32Array,
): AvgPool {
  return {
    average(input) {
      const averages = floats((input.length / size) * count);
      for (let channel = 0, index = 0; channel < input.length; channel += size) {
        for (let window = 0; window < count; window++, index++) {
          let sum = 0;
          for (let tap = starts[window]!; tap < starts[window + 1]!; tap++) {
            sum = f32(sum + input[channel + elements[tap]!]!);
          }
          averages[index] = sum / divisors[window]!;
        }
      }
      return averages;
    },
    spread(gradient) {
      const spread = floats((gradient.length / count) * size);
      for (let channel = 0, index = 0; channel < spread.length; channel += size) {
        for (let window = 0; window < count; window++, index++) {
          const share = f32(gradient[index]! / divisors[window]!);
          for (let tap = starts[window]!; tap < starts[window + 1]!; tap++) {
            const place = channel + elements[tap]!;
            spread[place] = spread[place]! + share;
          }
        }
      }
      return spread;
    },
  };
}
