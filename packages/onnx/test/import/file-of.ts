import { create, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type ValueInfoProto,
} from "../../src/proto/onnx_pb.ts";

/** A stored tensor: f32 from numbers, int64 from bigints. */
interface Stored {
  readonly dims: readonly number[];
  readonly data: readonly number[] | readonly bigint[];
}

/** A node: operator, names of inputs and outputs, integer attributes. */
type Call = readonly [
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes?: Readonly<Record<string, number>>,
];

/** The bytes of a file of f32 inputs, stored tensors, calls and one output `y`, with notes of values and of the graph. */
export function fileOf(parts: {
  readonly inputs: Readonly<Record<string, readonly (string | number)[]>>;
  readonly stored: Readonly<Record<string, Stored>>;
  readonly calls: readonly Call[];
  readonly notes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly graphNotes?: Readonly<Record<string, string>>;
}): Uint8Array {
  const { inputs, stored, calls, notes = {}, graphNotes = {} } = parts;
  const graph = create(GraphProtoSchema, {
    name: "file",
    input: Object.entries(inputs).map(([name, dims]) => valueOf(name, dims)),
    output: [create(ValueInfoProtoSchema, { ...valueOf("y", []), type: floats() })],
    initializer: Object.entries(stored).map(([name, { dims, data }]) =>
      create(TensorProtoSchema, { name, dims: dims.map(BigInt), ...elements(data) }),
    ),
    node: calls.map(([opType, input, output, attributes = {}]) =>
      create(NodeProtoSchema, {
        opType,
        input: [...input],
        output: [...output],
        attribute: Object.entries(attributes).map(([name, i]) =>
          create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(i) }),
        ),
      }),
    ),
    valueInfo: Object.entries(notes).map(([name, own]) =>
      create(ValueInfoProtoSchema, { name, type: floats(), metadataProps: entries(own) }),
    ),
    metadataProps: entries(graphNotes),
  });
  const opsetImport = [create(OperatorSetIdProtoSchema, { domain: "", version: 18n })];
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, opsetImport, graph }));
}

function elements(data: Stored["data"]): { dataType: number; floatData?: number[]; int64Data?: bigint[] } {
  return typeof data[0] === "bigint"
    ? { dataType: TensorProto_DataType.INT64, int64Data: [...data] as bigint[] }
    : { dataType: TensorProto_DataType.FLOAT, floatData: [...data] as number[] };
}

function entries(
  notes: Readonly<Record<string, string>>,
): ReturnType<typeof create<typeof StringStringEntryProtoSchema>>[] {
  return Object.entries(notes).map(([key, value]) => create(StringStringEntryProtoSchema, { key, value }));
}

function valueOf(name: string, dims: readonly (string | number)[]): ValueInfoProto {
  return create(ValueInfoProtoSchema, { name, type: floats(dims) });
}

function floats(dims?: readonly (string | number)[]): ReturnType<typeof create<typeof TypeProtoSchema>> {
  const dim = (dims ?? []).map((length) =>
    create(TensorShapeProto_DimensionSchema, {
      value:
        typeof length === "string" ? { case: "dimParam", value: length } : { case: "dimValue", value: BigInt(length) },
    }),
  );
  const shape = dims === undefined ? {} : { shape: create(TensorShapeProtoSchema, { dim }) };
  const value = create(TypeProto_TensorSchema, { elemType: TensorProto_DataType.FLOAT, ...shape });
  return create(TypeProtoSchema, { value: { case: "tensorType", value } });
}
