import { shapeSize } from "@lockstep/core";
import type { ModelFile } from "../model-file/model-file.ts";
import type { ValueOrigins } from "./value-origins.ts";

/** Inputs of each operator that hold what a network has learnt. */
const LEARNT_INPUTS: ReadonlyMap<string, readonly number[]> = new Map([
  ["Add", [0, 1]],
  ["BatchNormalization", [1, 2]],
  ["Conv", [1, 2]],
  ["ConvTranspose", [1, 2]],
  ["Div", [0, 1]],
  ["Einsum", [0, 1]],
  ["Gather", [0]],
  ["GRU", [1, 2, 3]],
  ["Gemm", [0, 1, 2]],
  ["GroupNormalization", [1, 2]],
  ["InstanceNormalization", [1, 2]],
  ["LSTM", [1, 2, 3]],
  ["LayerNormalization", [1, 2]],
  ["MatMul", [0, 1]],
  ["Mul", [0, 1]],
  ["PRelu", [1]],
  ["RMSNormalization", [1]],
  ["Sub", [0, 1]],
]);

/** Operators by which exporters scale: a single number there is a constant such as 1/√d, even if it has an axis. */
const SCALING: ReadonlySet<string> = new Set(["Div", "Mul"]);

/**
 * The stored tensors that are parameters: f32, read where an operator keeps what it has learnt. Ratios, limits, epsilons,
 * scales and other single numbers without an axis are none, nor are the running statistics of batch norms.
 */
export function parameterCandidates(file: ModelFile, origins: ValueOrigins): readonly string[] {
  const learnt = new Set<string>();
  for (const { operator, inputs } of file.nodes) {
    for (const index of LEARNT_INPUTS.get(operator) ?? []) {
      for (const name of origins.get(inputs[index] ?? "") ?? []) {
        const isScale = SCALING.has(operator) && shapeSize(file.initializers.get(name)!.dims) === 1;
        if (!isScale) learnt.add(name);
      }
    }
  }
  return [...file.initializers.values()].flatMap(({ name, elementType, dims }) =>
    learnt.has(name) && elementType === "float32" && dims.length > 0 && !dims.includes(0) ? [name] : [],
  );
}
