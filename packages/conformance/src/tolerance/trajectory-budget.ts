import { meanSquaredError, type ModelSpec } from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { CONFIDENCE, UNIT_ROUNDOFF } from "../check/tolerance.ts";
import { perFunction } from "./function-accuracy.ts";
import { roundingsOfLayer } from "./roundings-of-layer.ts";

/**
 * A budget for how far the losses of two engines may drift apart over a run from the same start (TOL-10):
 * λ · √(steps · r) · 2^-24 of the largest loss, where r counts the roundings of every layer: its output's, its input
 * gradient's and its parameters' gradients'.
 *
 * It is not a bound. The form is that of independent roundings that are passed on undiminished and unamplified; that a
 * run amplifies none of them is an assumption, which fails for a run that diverges or a unit that sits at the kink of a
 * ReLU. It is wide: over the suites' runs, tfjs (cpu, wasm) and ONNX Runtime (wasm) stayed within 1/200 of it. The sharp
 * comparison is that with PyTorch, by the tolerance of the vector.
 *
 * @throws {InvalidOptionError} for a model that is none.
 * @throws {ShapeMismatchError} for one whose layers do not fit.
 * @throws {RangeError} for a layer whose roundings nobody has counted.
 * @example
 * const model = sequential({ inputShape: [2], layers: [dense(3), relu(), dense(1)] });
 * trajectoryBudget({ model, batchSize: 4, steps: 100 }, [1, 0.5]).absolute; // 0.00002078
 */
export function trajectoryBudget(
  run: { readonly model: ModelSpec; readonly batchSize: number; readonly steps: number },
  expected: ArrayLike<number>,
): Tolerance {
  const { layers } = resolveEngineModel("tolerances", run.model, { loss: meanSquaredError(), seed: 0 });
  const context = { rows: run.batchSize, perFunction: perFunction({}) };
  const roundings = layers
    .map((layer) => roundingsOfLayer(layer, context))
    .reduce((sum, count) => sum + count.output + count.inputGradient + count.parameterGradient, 0);
  const share = CONFIDENCE * Math.sqrt(run.steps * roundings) * UNIT_ROUNDOFF;
  return {
    absolute: share * largestMagnitude(expected),
    because: `a budget of ${CONFIDENCE}·√(${run.steps} steps · ${roundings} roundings)·2^-24 of the largest loss`,
  };
}
