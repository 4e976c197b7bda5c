import { fromBinary } from "@bufbuild/protobuf";
import { DataError, InvalidOptionError } from "@lockstep/core";
import { ModelProtoSchema, type ModelProto } from "../proto/onnx_pb.ts";
import { checkWire } from "./check-wire.ts";

/** Decodes the bytes of an `.onnx` file. Its raw data are views of `bytes`, which must not change afterwards. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  if (!(bytes instanceof Uint8Array)) {
    throw new InvalidOptionError({
      subject: "the model",
      rule: "must be the bytes of an .onnx file, as a Uint8Array",
      received: bytes,
    });
  }
  // A Node Buffer would give Buffers, whose slices share memory.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkWire(plain, ModelProtoSchema);
  try {
    return fromBinary(ModelProtoSchema, plain);
  } catch (cause) {
    throw new DataError({
      subject: "the model",
      rule: "must be an .onnx file",
      remedy: "It is damaged or something else: fetch or export it again.",
      cause,
    });
  }
}
