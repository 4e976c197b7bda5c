import type { LossSpec } from "../loss/loss-spec.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { LossKernel } from "./loss-kernel.ts";
import { binaryCrossEntropy } from "./losses/binary-cross-entropy.ts";
import { elementwiseLossKernel } from "./losses/elementwise-loss.ts";
import { huberError } from "./losses/huber.ts";
import { ABSOLUTE_ERROR } from "./losses/mean-absolute-error.ts";
import { SQUARED_ERROR } from "./losses/mean-squared-error.ts";
import { negativeLogLikelihoodKernel } from "./losses/negative-log-likelihood.ts";
import { smoothL1Error } from "./losses/smooth-l1.ts";
import { softmaxCrossEntropyKernel } from "./losses/softmax-cross-entropy.ts";

/** The kernel of a loss, for batches that `countedRows` has been over. */
export function lossKernel(loss: LossSpec, kernels: Kernels): LossKernel {
  switch (loss.kind) {
    case "binary-cross-entropy-with-logits":
      return elementwiseLossKernel(kernels, binaryCrossEntropy(loss.posWeight ?? 1));
    case "huber":
      return elementwiseLossKernel(kernels, huberError(loss.delta));
    case "mean-absolute-error":
      return elementwiseLossKernel(kernels, ABSOLUTE_ERROR);
    case "mean-squared-error":
      return elementwiseLossKernel(kernels, SQUARED_ERROR);
    case "negative-log-likelihood":
      return negativeLogLikelihoodKernel(kernels);
    case "smooth-l1":
      return elementwiseLossKernel(kernels, smoothL1Error(loss.beta));
    case "softmax-cross-entropy":
      return softmaxCrossEntropyKernel(kernels, loss.labelSmoothing ?? 0);
  }
}
