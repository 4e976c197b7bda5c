import * as ort from "onnxruntime-web";
import { encodeGraph, type GraphBuilder, type GraphValue } from "../src/index.ts";
import { openSession } from "./open-session.ts";
import type { OpenedGraph } from "./gradients/check-rule.ts";
import { toTensor, type Feed } from "./to-tensor.ts";

ort.env.wasm.numThreads = 1;

/** What came out for one graph output; int64 and bool as numbers. */
export interface Result {
  readonly elementType: string;
  readonly shape: readonly number[];
  readonly data: number[];
}

/** Runs an encoded graph once on stock onnxruntime-web, wasm, one thread. */
export async function runBytes(
  bytes: Uint8Array,
  feeds: Readonly<Record<string, Feed>>,
): Promise<Record<string, Result>> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  try {
    const tensors = Object.entries(feeds).map(([name, feed]) => [name, toTensor(ort, feed)] as const);
    const outputs = await session.run(Object.fromEntries(tensors));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { type, dims, data }]) => [
        name,
        { elementType: type, shape: dims, data: Array.from(data as ArrayLike<number | bigint>, Number) },
      ]),
    );
  } finally {
    await session.release();
  }
}

/** Builds a graph and runs it once; results in the order of `outputs`. */
export async function runGraph(
  graph: GraphBuilder,
  outputs: readonly GraphValue[],
  feeds: Readonly<Record<string, Feed>>,
): Promise<readonly Result[]> {
  const results = await runBytes(encodeGraph(graph.build(outputs)), feeds);
  return outputs.map(({ name }) => results[name]!);
}

/** Opens graph outputs on wasm for repeated runs. */
export function openOnWasm(graph: GraphBuilder, outputs: readonly GraphValue[]): Promise<OpenedGraph> {
  return openSession(ort, graph, outputs, { executionProviders: ["wasm"] });
}
