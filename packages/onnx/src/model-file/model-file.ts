import type { FileNode } from "./file-node.ts";
import type { FileTensor } from "./file-tensor.ts";
import type { FileValue } from "./file-value.ts";

/** An ONNX file that was read and checked: names are unique, every name that is read is made, and the nodes can run in their order. */
export interface ModelFile {
  /** The decoded message with everything that the file holds, unknown fields too: for `writeModel`. Nothing ever changes it. */
  readonly message: object;
  /** Data of the message's tensors that lie in other files, by tensor of the message. */
  readonly external: ReadonlyMap<object, Uint8Array>;
  /** Name and version of the program that wrote the file, as in `"pytorch 2.13.0"`; empty where it does not tell. */
  readonly producer: string;
  /** Version of ONNX's own operators, 13 to 22. */
  readonly operatorSet: number;
  /** Name of the graph. */
  readonly name: string;
  /** What has to be fed: the graph's inputs that no initializer stands for. */
  readonly inputs: readonly FileValue[];
  readonly outputs: readonly FileValue[];
  /** Stored tensors by name. */
  readonly initializers: ReadonlyMap<string, FileTensor>;
  /** Results of the `Constant` nodes by name. They are no parameters. */
  readonly constants: ReadonlyMap<string, FileTensor>;
  /** The other nodes, in an order in which they can run. */
  readonly nodes: readonly FileNode[];
}
