import { create, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { Attribute } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/element-type.ts";
import type { Graph, GraphNode, GraphValue, Initializer } from "../graph/graph.ts";
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  type AttributeProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "../proto/onnx_pb.ts";

/** Operator set 18 belongs to version 8 of ONNX's format. */
const OPERATOR_SET = 18n;
const IR_VERSION = 8n;

/**
 * The bytes of an `.onnx` file that holds the graph: operators of `ai.onnx` alone, operator set 18.
 *
 * @example
 * const graph = new GraphBuilder("negative");
 * const x = graph.input("x", "float32", ["rows"]);
 * const bytes = encodeGraph(graph.build([graph.apply("Neg", [x], {}, "y")]));
 * const session = await ort.InferenceSession.create(bytes);
 * session.outputNames; // ["y"]
 */
export function encodeGraph(graph: Graph): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: "lockstep",
    opsetImport: [{ domain: "", version: OPERATOR_SET }],
    graph: {
      name: graph.name,
      input: graph.inputs.map(valueInfo),
      output: graph.outputs.map(valueInfo),
      initializer: graph.initializers.map(tensorOf),
      node: graph.nodes.map(nodeOf),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

function valueInfo({ name, elementType, shape }: GraphValue): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape.map((length) => ({
    value:
      length === "rows"
        ? ({ case: "dimParam", value: "rows" } as const)
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
    // An empty name stands for an input that is left out.
    input: node.inputs.map((input) => input?.name ?? ""),
    output: node.outputs.map(({ name }) => name),
    attribute: Object.entries(node.attributes).map(([name, attribute]) => attributeOf(name, attribute)),
  };
}

function attributeOf(name: string, attribute: Attribute): MessageInitShape<typeof AttributeProtoSchema> {
  switch (attribute.type) {
    case "int":
      return { name, type: AttributeProto_AttributeType.INT, i: BigInt(attribute.value) };
    case "float":
      return { name, type: AttributeProto_AttributeType.FLOAT, f: attribute.value };
  }
}
