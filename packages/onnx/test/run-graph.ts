import * as ort from "onnxruntime-web";
import { encodeGraph, type ElementType, type GraphBuilder, type GraphValue } from "../src/index.ts";
import type { OpenedGraph } from "./gradients/check-rule.ts";

ort.env.wasm.numThreads = 1;

/** What is fed for one graph input. */
export interface Feed {
  readonly elementType?: ElementType;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

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
    const tensors = Object.entries(feeds).map(([name, feed]) => [name, toTensor(feed)] as const);
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

function toTensor({ elementType = "float32", shape, data }: Feed): ort.Tensor {
  switch (elementType) {
    case "float32":
      return new ort.Tensor("float32", Float32Array.from(data), shape);
    case "int32":
      return new ort.Tensor("int32", Int32Array.from(data), shape);
    case "int64":
      return new ort.Tensor("int64", BigInt64Array.from(data, BigInt), shape);
    case "uint8":
      return new ort.Tensor("uint8", Uint8Array.from(data), shape);
    case "uint32":
      return new ort.Tensor("uint32", Uint32Array.from(data), shape);
    case "bool":
      return new ort.Tensor("bool", Uint8Array.from(data), shape);
  }
}

/** Opens graph outputs on wasm for repeated runs. */
export async function openOnWasm(graph: GraphBuilder, outputs: readonly GraphValue[]): Promise<OpenedGraph> {
  const session = await ort.InferenceSession.create(encodeGraph(graph.build(outputs)), {
    executionProviders: ["wasm"],
  });
  return {
    async run(feeds) {
      const read = session.inputNames.map((name) => [name, toTensor(feeds[name]!)] as const);
      const results = await session.run(Object.fromEntries(read));
      return outputs.map(({ name }) => Array.from(results[name]!.data as ArrayLike<number | bigint>, Number));
    },
    close: () => session.release(),
  };
}
