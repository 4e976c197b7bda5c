import type { ValueNames } from "@lockstep/onnx";
import type { OrtTensor } from "./ort-namespace.ts";

/** Tensors of the runtime by name: of a parameter, or of a graph's input or output. */
export type OrtTensors = Readonly<Record<string, OrtTensor>>;

/** The tensors of parameters under the names that a graph has for them. */
export function toGraphNames(tensors: OrtTensors, names: ValueNames): OrtTensors {
  return Object.fromEntries(Object.entries(names).map(([parameter, name]) => [name, tensors[parameter]!]));
}

/** A graph's outputs under the names of the parameters they belong to. */
export function fromGraphNames(outputs: OrtTensors, names: ValueNames): OrtTensors {
  return Object.fromEntries(Object.entries(names).map(([parameter, name]) => [parameter, outputs[name]!]));
}

/** Disposes every tensor there is. */
export function disposeAll(tensors: OrtTensors = {}): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
