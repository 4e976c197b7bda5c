import {
  binaryCrossEntropyWithLogits,
  meanAbsoluteError,
  meanSquaredError,
  softmaxCrossEntropy,
  type LossSpec,
} from "@lockstep/core";
import type { LossName } from "./loss-name.ts";

/** The loss of a name. */
export function lossOf(name: LossName): LossSpec {
  switch (name) {
    case "cross-entropy":
      return softmaxCrossEntropy();
    case "mse":
      return meanSquaredError();
    case "l1":
      return meanAbsoluteError();
    case "bce":
      return binaryCrossEntropyWithLogits();
  }
}
