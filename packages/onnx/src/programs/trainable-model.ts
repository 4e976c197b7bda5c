import type { EngineModel } from "@lockstep/core/engine";

/** What a graph is built from: a checked model and its loss. An `EngineModel` is one. */
export type TrainableModel = Pick<EngineModel, "layers" | "inputShape" | "loss">;
