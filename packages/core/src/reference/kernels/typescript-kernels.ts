import { activate, activateGradient } from "./activate.ts";
import { add } from "./add.ts";
import { applyDrawnMask, applyDrawnMaskGradient, drawMask } from "../../dropout/apply-dropout.ts";
import { matmul, matmulOfTransposed, matmulTransposed, transpose } from "./matmul.ts";
import { UPDATE_LOOPS } from "../../sgd/update-parameters.ts";
import { avgPool } from "./avg-pool.ts";
import { addChannelBias, sumChannels } from "./channel-bias.ts";
import { addHeadProducts, gradientOfScores, softmaxOfScores } from "./attention-loops.ts";
import { axisLoops } from "./axis-loops.ts";
import { CELL_LOOPS } from "./cell-loops.ts";
import { classLoops } from "./class-loops.ts";
import { elementLosses } from "./element-loss.ts";
import type { Kernels } from "./kernels.ts";
import { maxPool } from "./max-pool.ts";
import { normLoops } from "./norm-loops.ts";
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
    ...normLoops(floats),
    ...classLoops(floats),
    ...axisLoops(floats),
    ...CELL_LOOPS,
    elementLosses: (loss, outputs, targets, weights) =>
      elementLosses(loss, outputs, targets, weights, floats(outputs.length)),
    addHeadProducts,
    softmaxOfScores,
    gradientOfScores: (weights, gradient, positions, scale, causal) =>
      gradientOfScores(weights, gradient, positions, scale, causal, floats(weights.length)),
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
    activate: (activation, input) => activate(activation, input, floats(input.length)),
    activateGradient: (activation, outputGradient, input, output) =>
      activateGradient(activation, outputGradient, input, output, floats(input.length)),
    add: (left, right, result = floats(left.length)) => add(left, right, result),
    sumRows: (values, columns, sums = floats(columns)) => sumRows(values, columns, sums),
    drawMask,
    applyMask: (values, mask) => applyDrawnMask(values, mask, floats(values.length)),
    applyMaskGradient: (gradient, mask) => applyDrawnMaskGradient(gradient, mask, floats(gradient.length)),
    drawAndApplyMask(values, given, shape) {
      const mask = drawMask(given, shape);
      return { output: applyDrawnMask(values, mask, floats(values.length)), mask };
    },
    addChannelBias,
    sumChannels: (values, channels, positions, sums = floats(channels)) =>
      sumChannels(values, channels, positions, sums),
    windowProducts: (shape) => windowProducts(shape, floats),
    maxPool: (windows) => maxPool(windows, floats),
    avgPool: (windows, divisors) => avgPool(windows, divisors, floats),
  };
}
