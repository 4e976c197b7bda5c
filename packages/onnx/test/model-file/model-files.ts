/// <reference types="node" />
import { readFileSync } from "node:fs";
import { encodeGraph, GraphBuilder, int } from "../../src/index.ts";
import type { Original } from "./mutants.ts";

/** The small files that ONNX's own library wrote (tools/oracles/onnx_files.py). */
export const FILE_NAMES = [
  "constants",
  "every-type-raw",
  "every-type-typed",
  "external",
  "functions",
  "sequence",
  "sparse",
  "strings-and-narrow",
  "subgraphs",
  "training",
] as const;

/** One of the small files by its name, without `.onnx`. */
export function modelBytes(name: (typeof FILE_NAMES)[number]): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${name}.onnx`, import.meta.url)));
}

/** The files beside them. */
export function externalFiles(): Readonly<Record<string, Uint8Array>> {
  return { "data/external.bin": new Uint8Array(readFileSync(new URL("external.bin", import.meta.url))) };
}

/** All of them and one by the encoder, for what is to be damaged. */
export function originals(): readonly Original[] {
  const graph = new GraphBuilder("encoded");
  const x = graph.input("x", "float32", ["rows", 3]);
  const weight = graph.constant(Float32Array.of(1, -2, 0.5), [1, 3]);
  const y = graph.apply("Relu", [graph.apply("Gemm", [x, weight], { transB: int(1) })], {}, "y");
  const encoded = { name: "encoded", bytes: encodeGraph(graph.build([y])) };
  return [encoded, ...FILE_NAMES.map((name) => ({ name, bytes: modelBytes(name) }))];
}
