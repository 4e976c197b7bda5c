import { rejectUnknownOptions } from "../errors/check-option.ts";
import { requireTurn } from "./huber.ts";

/** What {@link smoothL1} returns. */
export interface SmoothL1Spec {
  readonly kind: "smooth-l1";
  /** Where the loss turns from a square into a line. */
  readonly beta: number;
}

/** Checks the options and fills in the default. */
export function checkSmoothL1(options: Readonly<Record<string, unknown>>): SmoothL1Spec {
  rejectUnknownOptions("smoothL1", options, ["beta"]);
  return { kind: "smooth-l1", beta: requireTurn("smoothL1: beta", options.beta) };
}

/**
 * Smooth L1 loss of d = y - t: ½·d² / β where |d| < β, else |d| - ½·β; the mean over a row's outputs, then the weighted
 * mean over rows. It is `huber(β)` divided by β, so that its line has slope 1 whatever β is. PyTorch's `SmoothL1Loss`, but
 * for its β = 0, which is `meanAbsoluteError()`. Targets are f32 of the output's shape.
 *
 * @param beta β, greater than 0. @default 1
 * @throws {InvalidOptionError} if β is not in [2^-60, 2^60].
 * @example
 * smoothL1(0.1); // { kind: "smooth-l1", beta: 0.1 }
 * @see Girshick, "Fast R-CNN" (2015)
 */
export function smoothL1(beta = 1): SmoothL1Spec {
  return checkSmoothL1({ beta });
}
