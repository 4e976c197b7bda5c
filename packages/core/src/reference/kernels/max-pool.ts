import type { PoolWindows } from "../pool-windows.ts";

/** The largest elements of windows. */
export interface MaxPool {
  /**
   * The largest of each window, the first of several in row-major order; a NaN is larger than all, the last of several. And
   * the place of that element in its channel.
   */
  largest(input: Float32Array): { readonly values: Float32Array; readonly places: Int32Array };
  /** For each element the sum of g over the windows whose largest it is, in the row-major order of windows. */
  spread(gradient: Float32Array, places: Int32Array): Float32Array;
}

/** @param floats where results are put. */
export function maxPool(
  { size, count, starts, elements }: PoolWindows,
  floats: (length: number) => Float32Array,
): MaxPool {
  return {
    largest(input) {
      const values = floats((input.length / size) * count);
      const places = new Int32Array(values.length);
      for (let channel = 0, index = 0; channel < input.length; channel += size) {
        for (let window = 0; window < count; window++, index++) {
          let place = elements[starts[window]!]!;
          let value = input[channel + place]!;
          for (let tap = starts[window]! + 1; tap < starts[window + 1]!; tap++) {
            const candidate = input[channel + elements[tap]!]!;
            if (candidate > value || Number.isNaN(candidate)) {
              place = elements[tap]!;
              value = candidate;
            }
          }
          values[index] = value;
          places[index] = place;
        }
      }
      return { values, places };
    },
    spread(gradient, places) {
      const spread = floats((gradient.length / count) * size);
      for (let channel = 0, index = 0; channel < spread.length; channel += size) {
        for (let window = 0; window < count; window++, index++) {
          const place = channel + places[index]!;
          spread[place] = spread[place]! + gradient[index]!;
        }
      }
      return spread;
    },
  };
}
