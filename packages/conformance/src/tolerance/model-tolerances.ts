import { meanSquaredError, type LossSpec, type ModelSpec } from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import { perFunction, type Accuracy } from "./function-accuracy.ts";
import { roundingsOfStack } from "./roundings-of-layer.ts";
import { roundingsOfLoss } from "./roundings-of-loss.ts";

/** Bounds of a whole model's results. */
export interface ModelTolerances {
  readonly output: (expected: ArrayLike<number>) => Tolerance;
  /** The loss's sum over the rows. */
  readonly loss: (expected: ArrayLike<number>) => Tolerance;
  /**
   * @param scale what roundings refer to at least: the largest gradient of all parameters where a single one may be small.
   * @param readFrom the numbers of which the gradient is read as a difference. @default none: it is read as it is
   */
  readonly gradient: (expected: ArrayLike<number>, scale: number, readFrom?: ArrayLike<number>) => Tolerance;
}

/**
 * The bounds of layers one after another (TOL-5): counts add up, forward through all layers, through the loss, and back;
 * they refer to the largest expected magnitude, on the assumption that no layer makes relative errors larger.
 *
 * @param batch the rows, and the loss. @default a mean squared error
 */
export function modelTolerances(
  accuracy: Accuracy,
  model: ModelSpec,
  { rows, loss = meanSquaredError() }: { readonly rows: number; readonly loss?: LossSpec },
): ModelTolerances {
  const { layers, outputShape } = resolveEngineModel("tolerances", model, { loss, seed: 0 });
  const context = { rows, perFunction: perFunction(accuracy) };
  const counts = roundingsOfStack(layers, context);
  const lossCounts = roundingsOfLoss(loss, outputShape, context);
  return {
    output: (expected) =>
      roundingTolerance({
        of: `forward through ${layers.length} layers`,
        count: counts.output + 1,
        scale: largestMagnitude(expected),
        scaleOf: "the largest output",
      }),
    loss: (expected) =>
      roundingTolerance({
        of: `${counts.output} forward, ${lossCounts.sum} of the loss`,
        count: counts.output + lossCounts.sum,
        scale: largestMagnitude(expected),
        scaleOf: "the loss",
      }),
    gradient: (expected, scale, readFrom) => {
      const most = largestMagnitude(expected);
      return roundingTolerance({
        of: `${counts.output} forward, ${lossCounts.gradient} of the loss, ${counts.parameterGradient} back`,
        count: counts.output + lossCounts.gradient + counts.parameterGradient + 1,
        scale: Math.max(most, scale),
        scaleOf: "the largest gradient",
        readFrom: readFrom === undefined ? 0 : largestMagnitude(readFrom) + 2 * most,
      });
    },
  };
}
