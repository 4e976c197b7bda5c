import type { FileAttribute } from "./file-attribute.ts";

/** One operator call of a graph in a file. */
export interface FileNode {
  /** Unique in its graph: a node without a name gets its operator and its place in the file, `Gemm_3`. */
  readonly name: string;
  readonly operator: string;
  /** `""` for the operators of ONNX itself; the file may write `ai.onnx`. */
  readonly domain: string;
  /** An empty name stands for an input that is left out. */
  readonly inputs: readonly string[];
  /** An empty name stands for an output that is left out. */
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, FileAttribute>;
}
