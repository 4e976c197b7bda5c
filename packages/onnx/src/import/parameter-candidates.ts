import { shapeSize } from "@lockstep/core";
import type { FileTensor } from "../model-file/file-tensor.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import { notedConstants } from "./exporter-notes.ts";
import type { ValueOrigins } from "./value-origins.ts";

/** Inputs of each operator that hold what a network has learnt; of those of any number of inputs, all. */
const LEARNT_INPUTS: ReadonlyMap<string, readonly number[] | "all"> = new Map<string, readonly number[] | "all">([
  ["Add", [0, 1]],
  ["BatchNormalization", [1, 2]],
  ["Concat", "all"],
  ["Conv", [1, 2]],
  ["ConvTranspose", [1, 2]],
  ["Div", [0, 1]],
  ["Einsum", "all"],
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
  ["Sum", "all"],
  ["Where", [1, 2]],
]);

/** Operators by which exporters scale or fill: a single number there is a constant such as 1/√d, even if it has an axis. */
const SCALING: ReadonlySet<string> = new Set(["Concat", "Div", "Mul", "Where"]);

/**
 * The stored tensors that are parameters: f32, read where an operator keeps what it has learnt. Ratios, limits, epsilons,
 * scales and other single numbers without an axis are none, nor are the running statistics of batch norms, tensors that hold
 * an infinity (masks), and what the exporter notes as no parameter.
 */
export function parameterCandidates(file: ModelFile, origins: ValueOrigins): readonly string[] {
  const learnt = new Set<string>();
  for (const { operator, inputs } of file.nodes) {
    const places = LEARNT_INPUTS.get(operator) ?? [];
    for (const index of places === "all" ? inputs.keys() : places) {
      for (const name of origins.get(inputs[index] ?? "") ?? []) {
        const isScale = SCALING.has(operator) && shapeSize(file.initializers.get(name)!.dims) === 1;
        if (!isScale) learnt.add(name);
      }
    }
  }
  const noted = notedConstants(file);
  return [...file.initializers.values()].flatMap((tensor) => {
    const { name, elementType, dims } = tensor;
    const isWeight = learnt.has(name) && elementType === "float32" && dims.length > 0 && !dims.includes(0);
    return isWeight && !noted.has(name) && isFinite(tensor) ? [name] : [];
  });
}

function isFinite(tensor: FileTensor): boolean {
  return (tensor.read() as Float32Array).every((element) => Number.isFinite(element));
}
