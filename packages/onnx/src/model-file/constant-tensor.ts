import { DataError, UnsupportedOptionError } from "@lockstep/core";
import { TensorProto_DataType, TensorProtoSchema, type AttributeProto, type NodeProto } from "../proto/onnx_pb.ts";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ExternalTensors } from "./external-tensors.ts";
import type { FileTensor } from "./file-tensor.ts";
import { readTensor } from "./read-tensor.ts";

type TensorInit = MessageInitShape<typeof TensorProtoSchema>;
const { FLOAT, INT64, STRING } = TensorProto_DataType;

/** How each attribute of `Constant` stands for a tensor: the single values have no axis, the lists one. */
const VALUES: Readonly<Record<string, (attribute: AttributeProto) => TensorInit>> = {
  value_float: ({ f }) => ({ dataType: FLOAT, floatData: [f] }),
  value_floats: ({ floats }) => ({ dataType: FLOAT, dims: [BigInt(floats.length)], floatData: floats }),
  value_int: ({ i }) => ({ dataType: INT64, int64Data: [i] }),
  value_ints: ({ ints }) => ({ dataType: INT64, dims: [BigInt(ints.length)], int64Data: ints }),
  value_string: ({ s }) => ({ dataType: STRING, stringData: [s] }),
  value_strings: ({ strings }) => ({ dataType: STRING, dims: [BigInt(strings.length)], stringData: strings }),
};

/**
 * The tensor that a `Constant` node gives, under the name of its output.
 *
 * @param subject the node, for messages.
 */
export function constantTensor(
  { attribute, input, output }: NodeProto,
  subject: string,
  external: ExternalTensors,
): FileTensor {
  const [value, ...others] = attribute;
  const [name] = output;
  if (value === undefined || others.length > 0 || input.length > 0 || output.length !== 1 || !name) {
    throw new DataError({ subject, rule: "must have one value, no input and one output" });
  }
  if (value.name === "value" && value.t !== undefined) return readTensor(value.t, subject, name, external);
  if (value.name === "sparse_value") {
    throw new UnsupportedOptionError({
      subject,
      rule: "must not be sparse",
      remedy: "Store the tensor whole (value in place of sparse_value).",
    });
  }
  if (!Object.hasOwn(VALUES, value.name)) {
    throw new DataError({ subject, rule: "must have its tensor as value", received: value.name });
  }
  return readTensor(create(TensorProtoSchema, VALUES[value.name]!(value)), subject, name, external);
}
