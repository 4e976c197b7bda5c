import { matmul, matmulOfTransposed, matmulTransposed, transpose } from "./matmul.ts";
import { UPDATE_LOOPS } from "../../sgd/update-parameters.ts";
import { avgPool } from "./avg-pool.ts";
import { addChannelBias, sumChannels } from "./channel-bias.ts";
import type { Kernels } from "./kernels.ts";
import { maxPool } from "./max-pool.ts";
import { addToRows, sumRows } from "./rows.ts";
import { windowProducts } from "./window-products.ts";

/**
 * The kernels in TypeScript: they define the numbers.
 *
 * @param floats where results are put. @default new arrays
 */
export function typescriptKernels(
  floats: (length: number) => Float32Array = (length) => new Float32Array(length),
): Kernels {
  return {
    ...UPDATE_LOOPS,
    floats,
    bring: (values) => values,
    keep: (length) => ({ data: new Float32Array(length) }),
    scope: (compute) => compute(),
    dispose: () => {},
    matmul: (a, b, rows, inner, result = floats((rows * b.length) / inner)) => matmul(a, b, rows, inner, result),
    matmulTransposed,
    matmulOfTransposed,
    transpose,
    addToRows,
    sumRows: (values, columns, sums = floats(columns)) => sumRows(values, columns, sums),
    addChannelBias,
    sumChannels: (values, channels, positions, sums = floats(channels)) =>
      sumChannels(values, channels, positions, sums),
    windowProducts: (shape) => windowProducts(shape, floats),
    maxPool: (windows) => maxPool(windows, floats),
    avgPool: (windows, divisors) => avgPool(windows, divisors, floats),
  };
}
