import { clone, create, toBinary } from "@bufbuild/protobuf";
import { messageOf } from "../model-file/message-of.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import { readModel, type ReadModelOptions } from "../model-file/read-model.ts";
import { ModelProtoSchema, TensorProtoSchema, type NodeProto } from "../proto/onnx_pb.ts";

/** Inputs of `BatchNormalization` that are running statistics. */
const STATISTICS = [3, 4];

/**
 * A file in which no running statistic is stored in one tensor with anything else. Exporters store equal tensors once: a
 * fresh network's zeros are both biases and running means, which part in training. A norm that is called several times, with
 * one scale, bias, mean and variance, keeps one mean and one variance.
 *
 * @param options with which the file was read.
 */
export function separateStatistics(file: ModelFile, options: ReadModelOptions): ModelFile {
  const { nodes } = file;
  const original = originals(file);
  const roles = new Map<string, Set<string>>();
  for (const { operator, inputs } of nodes) {
    const norm = inputs.slice(1).map((input) => original(input) ?? input);
    for (const [index, input] of inputs.entries()) {
      const stored = original(input);
      if (stored === undefined || operator === "Identity") continue;
      const role =
        operator === "BatchNormalization" && STATISTICS.includes(index) ? `${index} ${norm.join(" ")}` : "other";
      roles.set(stored, (roles.get(stored) ?? new Set()).add(role));
    }
  }
  if (![...roles.values()].some((found) => found.size > 1 && [...found].some((role) => role !== "other"))) return file;
  const message = clone(ModelProtoSchema, messageOf(file));
  const graph = message.graph!;
  for (const node of graph.node.filter(({ opType }) => opType === "BatchNormalization")) {
    for (const index of STATISTICS) {
      const stored = original(node.input[index] ?? "");
      if (stored === undefined || roles.get(stored)!.size === 1) continue;
      const name = newName(file, node, index);
      const tensor = graph.initializer.find((initializer) => initializer.name === stored)!;
      graph.initializer.push(create(TensorProtoSchema, { ...tensor, name }));
      node.input[index] = name;
    }
  }
  return readModel(toBinary(ModelProtoSchema, message), options);
}

/** The initializer that a value is, under its own name or through `Identity`. */
function originals({ nodes, initializers }: ModelFile): (value: string) => string | undefined {
  const names = new Map<string, string>([...initializers.keys()].map((name) => [name, name]));
  for (const { operator, inputs, outputs } of nodes) {
    const stored = operator === "Identity" ? names.get(inputs[0]!) : undefined;
    if (stored !== undefined) names.set(outputs[0]!, stored);
  }
  return (value) => names.get(value);
}

/** PyTorch's name of the statistic, beside the node's output, which is unique. */
function newName({ initializers }: ModelFile, { output }: NodeProto, index: number): string {
  const name = `${output[0]}.${index === STATISTICS[0] ? "running_mean" : "running_var"}`;
  return initializers.has(name) ? `${name}.separate` : name;
}
