import { readSafetensorsArrays } from "../data/safetensors-arrays.ts";
import { writeSafetensors } from "../data/safetensors.ts";
import { loadStateDict, type LoadStateDictOptions, type ModelState } from "./load-state-dict.ts";
import type { ModelSpec } from "./model-spec.ts";

/**
 * A model's weights as bytes: a safetensors file of f32 with the parameters and then the buffers, by name. With `named`
 * layers it is the `state_dict` of the same PyTorch module: `module.load_state_dict(safetensors.torch.load_file(path))`
 * takes it. The model itself is JSON: `JSON.stringify(model)`, and `modelFrom` takes it back. For what a run needs to go on
 * there are checkpoints.
 *
 * @param state as `engine.readState()` gives it; its velocity is left out.
 * @throws {DataError} if a tensor is called `__metadata__`.
 * @example
 * await writeFile("weights.safetensors", encodeWeights(await engine.readState()));
 * await writeFile("model.json", JSON.stringify(model));
 */
export function encodeWeights(state: ModelState): Uint8Array {
  // What PyTorch's own writers state, and some of its readers ask for.
  return writeSafetensors({ ...state.parameters, ...state.buffers }, { format: "pt" });
}

/**
 * Reads what {@link encodeWeights} wrote, bit for bit, or any safetensors file of the model's `state_dict`: see
 * {@link loadStateDict}.
 *
 * @throws {StateDictMismatchError} listing every tensor that is missing, unknown or of another shape.
 * @throws {DataError} if the bytes are not a complete safetensors file.
 * @throws {InvalidOptionError} as {@link loadStateDict}.
 * @throws {ShapeMismatchError} if the model's layers do not fit each other.
 * @example
 * await engine.writeState(decodeWeights(await readFile("weights.safetensors"), model));
 */
export function decodeWeights(bytes: Uint8Array, model: ModelSpec, options: LoadStateDictOptions = {}): ModelState {
  return loadStateDict(model, readSafetensorsArrays(bytes, "weights").arrays, options);
}
