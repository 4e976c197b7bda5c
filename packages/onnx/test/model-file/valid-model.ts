import { create, toBinary, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  TensorProto_DataType,
  type AttributeProtoSchema,
  type GraphProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "../../src/proto/onnx_pb.ts";

/** Fields of a message that is to be made, as opposed to one that was. */
type Fields<Schema extends DescMessage> = Extract<MessageInitShape<Schema>, { $typeName?: never }>;

export type GraphInit = Fields<typeof GraphProtoSchema>;
export type NodeInit = Fields<typeof NodeProtoSchema>;
export type TensorInit = Fields<typeof TensorProtoSchema>;
type ModelInit = Fields<typeof ModelProtoSchema>;

/** `y = relu(x + w)` with some of its fields replaced. */
export function validModel(graph: GraphInit = {}, model: ModelInit = {}): Uint8Array {
  const whole = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: "", version: 18n }],
    graph: {
      name: "valid",
      input: [tensorInfo("x", [2])],
      output: [tensorInfo("y", [2])],
      initializer: [floatTensor("w", [2n], 2)],
      node: [
        { opType: "Add", input: ["x", "w"], output: ["sum"] },
        { opType: "Relu", input: ["sum"], output: ["y"] },
      ],
      ...graph,
    },
    ...model,
  });
  return toBinary(ModelProtoSchema, whole);
}

/** A graph's float32 input or output. */
export function tensorInfo(
  name: string,
  dims: readonly (number | string)[],
): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = dims.map((length) => ({
    value:
      typeof length === "string"
        ? ({ case: "dimParam", value: length } as const)
        : ({ case: "dimValue", value: BigInt(length) } as const),
  }));
  return {
    name,
    type: { value: { case: "tensorType", value: { elemType: TensorProto_DataType.FLOAT, shape: { dim } } } },
  };
}

/** A float32 tensor of `length` zeros, whatever its dims say. */
export function floatTensor(name: string, dims: readonly bigint[], length: number): TensorInit {
  return { name, dims: [...dims], dataType: TensorProto_DataType.FLOAT, rawData: new Uint8Array(4 * length) };
}

/** An attribute that holds a graph. */
export function graphAttribute(name: string, g: GraphInit): MessageInitShape<typeof AttributeProtoSchema> {
  return { name, type: AttributeProto_AttributeType.GRAPH, g };
}

/** The valid model with `w` made otherwise. */
export const withTensor = (tensor: TensorInit): Uint8Array => validModel({ initializer: [{ name: "w", ...tensor }] });

/** The valid model with another node between `x` and `y`. */
export const withNode = (node: NodeInit): Uint8Array =>
  validModel({ node: [{ name: "n", opType: "Add", input: ["x", "w"], output: ["y"], ...node }] });

/** A graph whose output `x` is the outer one, in so many `If` within each other. */
export function nestedIf(depth: number): GraphInit {
  let graph: GraphInit = { name: "leaf", output: [tensorInfo("x", [2])] };
  for (let level = 0; level < depth; level++) {
    graph = { node: [{ opType: "If", output: [`y${level}`], attribute: [graphAttribute("then_branch", graph)] }] };
  }
  return graph;
}
