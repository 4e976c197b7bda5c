import type { LossSpec } from "@lockstep/core";
import type { OnnxNetworkPlan } from "./onnx-network.ts";

/** A text that two files share if they compute alike up to their stored tensors and train the same ones. */
export function modelFingerprint(
  { file, nodes, input, output, trainable, unbiased }: Omit<OnnxNetworkPlan, "inputShape">,
  loss: LossSpec,
): string {
  const calls = nodes.map(({ operator, inputs, outputs, attributes }) => [
    operator,
    inputs,
    outputs,
    [...attributes].map(([name, attribute]) => [name, "value" in attribute ? plain(attribute.value) : null]),
  ]);
  const stored = [...file.initializers.values()].map(({ name, dims }) => [name, dims]);
  return JSON.stringify({ operatorSet: file.operatorSet, input, output, calls, stored, trainable, unbiased, loss });
}

/** Numbers and texts; tensors and graphs are named by the calls around them. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "number" || typeof value === "string" ? value : null;
}
