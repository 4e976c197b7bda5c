import type { ModelFile } from "@lockstep/onnx";

/** An activation at the end of a model that a loss on logits must not see. */
export type FinalActivation = "Softmax" | "LogSoftmax" | "Sigmoid";

/** What a model ends in. */
export interface ModelEnd {
  readonly activation: FinalActivation;
  /** Name of the value before it: the logits. */
  readonly logits: string;
}

const ACTIVATIONS: readonly string[] = ["Softmax", "LogSoftmax", "Sigmoid"] satisfies readonly FinalActivation[];

/** The activation that computes an output; null if another operator does. */
export function finalActivation({ nodes }: Pick<ModelFile, "nodes">, output: string): ModelEnd | null {
  const node = nodes.find(({ outputs }) => outputs[0] === output);
  if (node === undefined || node.domain !== "" || !ACTIVATIONS.includes(node.operator)) return null;
  const logits = node.inputs[0]!;
  return nodes.some(({ outputs }) => outputs.includes(logits))
    ? { activation: node.operator as FinalActivation, logits }
    : null;
}
