import type { Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { FileNode } from "../model-file/file-node.ts";
import type { ImportPass } from "./import-pass.ts";

/** One node of a file that is being written into a graph. */
export interface ImportCall {
  readonly graph: GraphBuilder;
  readonly node: FileNode;
  readonly inputs: readonly (GraphValue | undefined)[];
  /** The node's numbers and texts; a rule that needs a tensor among them reads `node.attributes`. */
  readonly attributes: Attributes;
  /** Version of ONNX's operators that the file is written in. */
  readonly operatorSet: number;
  readonly pass: ImportPass;
}

/** Writes a node's meaning in the graph's own operator set, and returns its outputs from the first on. */
export type ImportRule = (call: ImportCall) => readonly GraphValue[];
