import { rejectUnknownOptions } from "../errors/check-option.ts";

/** What {@link meanSquaredError} returns. */
export interface MeanSquaredErrorSpec {
  readonly kind: "mean-squared-error";
}

/** Checks that there are no options. */
export function checkMeanSquaredError(options: Readonly<Record<string, unknown>>): MeanSquaredErrorSpec {
  rejectUnknownOptions("meanSquaredError", options, []);
  return { kind: "mean-squared-error" };
}

/**
 * Mean squared error: the mean over a row's outputs of (y - t)², then the weighted mean over rows; PyTorch's
 * `MSELoss()`. Targets are f32 of the output's shape.
 *
 * @example
 * meanSquaredError(); // { kind: "mean-squared-error" }
 */
export function meanSquaredError(): MeanSquaredErrorSpec {
  return { kind: "mean-squared-error" };
}
