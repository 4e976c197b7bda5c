import { requireSameLayout } from "../tensor/tensor.ts";
import type { EngineModel } from "./engine-options.ts";
import type { EngineState } from "./training-engine.ts";

/**
 * The check that every engine makes before it takes over a state.
 *
 * @returns the same tensors in the order of the model's parameters, whatever order a file had them in: the norm that clips
 *   sums over them in that order.
 * @throws {ShapeMismatchError} if parameters or velocity are not this model's.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireState(resolved, { parameters: resolved.weights });
 * requireState(resolved, { parameters: {} }); // throws ShapeMismatchError
 */
export function requireState(model: EngineModel, state: EngineState): EngineState {
  const parameters = requireSameLayout("state.parameters", state.parameters, model.parameters);
  if (state.velocity === undefined) return { parameters };
  return { parameters, velocity: requireSameLayout("state.velocity", state.velocity, model.parameters) };
}
