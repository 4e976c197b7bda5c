import type { ModelProto } from "../proto/onnx_pb.ts";
import type { ModelFile } from "./model-file.ts";

/** The message that a file was decoded into, which its public type does not show. */
export function messageOf({ message }: ModelFile): ModelProto {
  return message as ModelProto;
}
