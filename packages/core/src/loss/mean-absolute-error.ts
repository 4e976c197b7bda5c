import { rejectUnknownOptions } from "../errors/check-option.ts";

/** What {@link meanAbsoluteError} returns. */
export interface MeanAbsoluteErrorSpec {
  readonly kind: "mean-absolute-error";
}

/** Checks that there are no options. */
export function checkMeanAbsoluteError(options: Readonly<Record<string, unknown>>): MeanAbsoluteErrorSpec {
  rejectUnknownOptions("meanAbsoluteError", options, []);
  return { kind: "mean-absolute-error" };
}

/**
 * Mean absolute error: the mean over a row's outputs of |y - t|, then the weighted mean over rows; PyTorch's `L1Loss()`.
 * Its derivative is 0 where y = t. Targets are f32 of the output's shape.
 *
 * @example
 * meanAbsoluteError(); // { kind: "mean-absolute-error" }
 */
export function meanAbsoluteError(): MeanAbsoluteErrorSpec {
  return { kind: "mean-absolute-error" };
}
