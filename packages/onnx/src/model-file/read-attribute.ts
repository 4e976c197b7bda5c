import { getTextEncoding } from "@bufbuild/protobuf/wire";
import { DataError, UnsupportedOptionError } from "@lockstep/core";
import { AttributeProto_AttributeType as Type, type AttributeProto } from "../proto/onnx_pb.ts";
import type { ExternalTensors } from "./external-tensors.ts";
import type { FileAttribute } from "./file-attribute.ts";
import { readTensor } from "./read-tensor.ts";

/**
 * Reads one setting of a node.
 *
 * @param owner the node, for messages.
 * @throws {DataError} where the value that its type asks for is not there.
 * @throws {UnsupportedOptionError} for integers beyond 2^53.
 */
export function readAttribute(attribute: AttributeProto, owner: string, external: ExternalTensors): FileAttribute {
  const subject = `attribute "${attribute.name}" of ${owner}`;
  if (attribute.refAttrName !== "") {
    throw new DataError({ subject, rule: "must not refer to an attribute of a function: the node is in none" });
  }
  const tensor = (proto: NonNullable<AttributeProto["t"]>) => readTensor(proto, subject, proto.name, external);
  const whole = (value: bigint): number => wholeNumber(value, subject);
  switch (attribute.type) {
    case Type.FLOAT:
      return { type: "float", value: attribute.f };
    case Type.INT:
      return { type: "int", value: whole(attribute.i) };
    case Type.STRING:
      return { type: "string", value: textOf(attribute.s) };
    case Type.TENSOR:
      return { type: "tensor", value: tensor(present(attribute.t, "t", subject)) };
    case Type.GRAPH:
      return { type: "graph", value: present(attribute.g, "g", subject) };
    case Type.SPARSE_TENSOR:
      return { type: "sparseTensor", value: present(attribute.sparseTensor, "sparse_tensor", subject) };
    case Type.TYPE_PROTO:
      return { type: "type", value: present(attribute.tp, "tp", subject) };
    case Type.FLOATS:
      return { type: "floats", value: attribute.floats };
    case Type.INTS:
      return { type: "ints", value: attribute.ints.map(whole) };
    case Type.STRINGS:
      return { type: "strings", value: attribute.strings.map(textOf) };
    case Type.TENSORS:
      return { type: "tensors", value: attribute.tensors.map(tensor) };
    case Type.GRAPHS:
      return { type: "graphs", value: attribute.graphs };
    case Type.SPARSE_TENSORS:
      return { type: "sparseTensors", value: attribute.sparseTensors };
    case Type.TYPE_PROTOS:
      return { type: "types", value: attribute.typeProtos };
    case Type.UNDEFINED:
      throw new DataError({ subject, rule: "must say of what type it is", remedy: "Export the model again." });
  }
}

/** Bytes that are no UTF-8 become the sign for such bytes: no operator's setting has them. */
function textOf(bytes: Uint8Array): string {
  return getTextEncoding().decodeUtf8(bytes);
}

function present<Value>(value: Value | undefined, field: string, subject: string): Value {
  if (value !== undefined) return value;
  throw new DataError({ subject, rule: `must hold the value (${field}) that its type asks for` });
}

function wholeNumber(value: bigint, subject: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new UnsupportedOptionError({ subject, rule: "must lie within 2^53, where numbers are exact", received: value });
}
