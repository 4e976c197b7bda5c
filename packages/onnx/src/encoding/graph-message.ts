import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Attribute } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import { isRows } from "../graph/dimension.ts";
import type { Graph, GraphNode, GraphValue, Initializer } from "../graph/graph.ts";
import {
  AttributeProto_AttributeType,
  type GraphProtoSchema,
  type AttributeProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "../proto/onnx_pb.ts";

/** The graph as a message, to be put into a file's. */
export function graphMessage(graph: Graph): MessageInitShape<typeof GraphProtoSchema> {
  return {
    name: graph.name,
    input: graph.inputs.map(valueInfo),
    output: graph.outputs.map(valueInfo),
    initializer: graph.initializers.map(tensorOf),
    node: graph.nodes.map(nodeOf),
  };
}

function valueInfo({ name, elementType, shape }: GraphValue): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape.map((length) => ({
    value: isRows(length)
      ? ({ case: "dimParam", value: length } as const)
      : ({ case: "dimValue", value: BigInt(length) } as const),
  }));
  return {
    name,
    type: { value: { case: "tensorType", value: { elemType: DATA_TYPE_CODES[elementType], shape: { dim } } } },
  };
}

function tensorOf({ value, data }: Initializer): MessageInitShape<typeof TensorProtoSchema> {
  return {
    name: value.name,
    dataType: DATA_TYPE_CODES[value.elementType],
    dims: value.shape.map((length) => BigInt(length)),
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function nodeOf(node: GraphNode): MessageInitShape<typeof NodeProtoSchema> {
  return {
    name: node.name,
    opType: node.operator,
    input: inputNames(node),
    output: node.outputs.map(({ name }) => name),
    attribute: Object.entries(node.attributes).map(([name, attribute]) => attributeOf(name, attribute)),
  };
}

/**
 * An empty name stands for an input that is left out. After the last one that is given there are none: kernels take an
 * empty name there for an input, and read what is not there.
 */
function inputNames({ inputs }: GraphNode): string[] {
  const count = inputs.findLastIndex((input) => input !== undefined) + 1;
  return inputs.slice(0, count).map((input) => input?.name ?? "");
}

function attributeOf(name: string, attribute: Attribute): MessageInitShape<typeof AttributeProtoSchema> {
  switch (attribute.type) {
    case "int":
      return { name, type: AttributeProto_AttributeType.INT, i: BigInt(attribute.value) };
    case "float":
      return { name, type: AttributeProto_AttributeType.FLOAT, f: attribute.value };
    case "ints":
      return { name, type: AttributeProto_AttributeType.INTS, ints: attribute.values.map(BigInt) };
    case "floats":
      return { name, type: AttributeProto_AttributeType.FLOATS, floats: [...attribute.values] };
    case "string":
      // ONNX's own words, such as "add", are ASCII.
      return {
        name,
        type: AttributeProto_AttributeType.STRING,
        s: Uint8Array.from(attribute.text, (character) => character.charCodeAt(0)),
      };
    case "graph":
      return { name, type: AttributeProto_AttributeType.GRAPH, g: graphMessage(attribute.graph) };
  }
}
