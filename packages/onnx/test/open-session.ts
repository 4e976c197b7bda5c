import type * as runtime from "onnxruntime-web";
import { encodeGraph, type GraphBuilder, type GraphValue } from "../src/index.ts";
import type { OpenedGraph } from "./gradients/check-rule.ts";
import { toTensor } from "./to-tensor.ts";

/** Opens graph outputs for repeated runs on one of the runtime's packages. */
export async function openSession(
  ort: Pick<typeof runtime, "InferenceSession" | "Tensor">,
  graph: GraphBuilder,
  outputs: readonly GraphValue[],
  options: runtime.InferenceSession.SessionOptions,
): Promise<OpenedGraph> {
  const session = await ort.InferenceSession.create(encodeGraph(graph.build(outputs)), options);
  return {
    async run(feeds) {
      const read = session.inputNames.map((name) => [name, toTensor(ort, feeds[name]!)] as const);
      const results = await session.run(Object.fromEntries(read));
      return outputs.map(({ name }) => Array.from(results[name]!.data as ArrayLike<number | bigint>, Number));
    },
    close: () => session.release(),
  };
}
