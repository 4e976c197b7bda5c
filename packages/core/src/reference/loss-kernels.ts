import type { LossSpec } from "../loss/loss-spec.ts";
import type { LossKernel } from "./loss-kernel.ts";
import { meanSquaredErrorKernel } from "./mean-squared-error.ts";
import { softmaxCrossEntropyKernel } from "./softmax-cross-entropy.ts";

/** The kernel of a loss. */
export function lossKernel(loss: LossSpec): LossKernel {
  switch (loss.kind) {
    case "softmax-cross-entropy":
      return softmaxCrossEntropyKernel;
    case "mean-squared-error":
      return meanSquaredErrorKernel;
  }
}
