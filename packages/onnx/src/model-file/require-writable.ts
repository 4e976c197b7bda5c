import { UnsupportedOptionError } from "@lockstep/core";
import type { ModelProto } from "../proto/onnx_pb.ts";
import { eachTensor } from "./each-tensor.ts";

/** Protobuf counts a message's bytes in 31 bits. */
const LONGEST = 2 ** 31 - 1;

/**
 * Checks that a model's tensors fit into one file, before memory is taken for it.
 *
 * @throws {UnsupportedOptionError} where they do not.
 */
export function requireWritable(model: ModelProto): void {
  let bytes = 0;
  for (const { tensor } of eachTensor(model)) bytes += tensor.rawData.length;
  requireLength(bytes);
}

/** Checks that so many bytes are one file of the format. */
export function requireLength(bytes: number): void {
  if (bytes <= LONGEST) return;
  throw new UnsupportedOptionError({
    subject: "the model",
    rule: "must not have more than 2 GB in one file",
    received: bytes,
    remedy: "Leave what is not trained in the files beside it: writeModel(file, { keepExternalData: true }).",
  });
}
