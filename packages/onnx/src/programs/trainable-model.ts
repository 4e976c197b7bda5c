import type { LossSpec } from "@lockstep/core";
import type { EngineModel } from "@lockstep/core/engine";
import { specNetwork } from "../layers/spec-network.ts";
import type { Network } from "../network/network.ts";

/** What a graph is built from: a network and its loss. */
export interface TrainableModel {
  readonly network: Network;
  readonly loss: LossSpec;
}

/**
 * A checked model specification as something to build graphs from.
 *
 * @throws {UnsupportedOptionError} or {ShapeMismatchError} from `network.emit`, for a model that was put together by hand and
 *   does not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * buildPrediction(trainableSpec(resolved)).outputs; // { output: "3.dense" }
 */
export function trainableSpec(model: Pick<EngineModel, "layers" | "inputShape" | "loss">): TrainableModel {
  return { network: specNetwork(model), loss: model.loss };
}
