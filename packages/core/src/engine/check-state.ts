import { requireSameLayout } from "../tensor/tensor.ts";
import type { EngineModel } from "./engine-options.ts";
import type { EngineState } from "./training-engine.ts";

/**
 * The check that every engine makes before it takes over a state.
 *
 * @returns the same tensors in the order of the model's, whatever order a file had them in: the norm that clips sums over
 *   the parameters in that order.
 * @throws {ShapeMismatchError} if parameters, velocity or buffers are not this model's.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireState(resolved, { parameters: resolved.weights });
 * requireState(resolved, { parameters: {} }); // throws ShapeMismatchError
 */
export function requireState(model: EngineModel, state: EngineState): EngineState {
  const { parameters, velocity, buffers } = state;
  return {
    parameters: requireSameLayout("state.parameters", parameters, model.parameters),
    ...(velocity === undefined ? {} : { velocity: requireSameLayout("state.velocity", velocity, model.parameters) }),
    ...(buffers === undefined ? {} : { buffers: requireSameLayout("state.buffers", buffers, model.buffers) }),
  };
}
