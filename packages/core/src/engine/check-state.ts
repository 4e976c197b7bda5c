import { requireSameLayout } from "../tensor/tensor.ts";
import type { EngineModel } from "./engine-options.ts";
import type { EngineState } from "./training-engine.ts";

/**
 * The check that every engine makes before it takes over a state.
 *
 * @throws {ShapeMismatchError} if parameters or velocity are not this model's.
 */
export function requireState(model: EngineModel, state: EngineState): void {
  requireSameLayout("state.parameters", state.parameters, model.parameters);
  if (state.velocity !== undefined) requireSameLayout("state.velocity", state.velocity, model.parameters);
}
