import { requireSameLayout } from "../tensor/tensor.ts";
import type { EngineModel } from "./engine-options.ts";
import type { EngineState } from "./training-engine.ts";

/**
 * The check that every engine makes before it takes over a state.
 *
 * @throws {ShapeMismatchError} if parameters, velocity or buffers are not this model's.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireState(resolved, { parameters: resolved.weights });
 * requireState(resolved, { parameters: {} }); // throws ShapeMismatchError
 */
export function requireState(model: EngineModel, state: EngineState): void {
  requireSameLayout("state.parameters", state.parameters, model.parameters);
  if (state.velocity !== undefined) requireSameLayout("state.velocity", state.velocity, model.parameters);
  if (state.buffers !== undefined) requireSameLayout("state.buffers", state.buffers, model.buffers);
}
