import { DataError } from "@lockstep/core";
import type { TensorProto } from "../proto/onnx_pb.ts";
import type { FileElementType } from "./file-element-type.ts";
import type { TensorSize } from "./tensor-size.ts";

/** How elements are stored that are no raw data. */
interface TypedField {
  readonly name: string;
  readonly values: (tensor: TensorProto) => readonly (number | bigint | Uint8Array)[];
  /** Values of the field for so many elements. */
  readonly count: (size: TensorSize) => number;
}

const oneEach = ({ elements }: TensorSize): number => elements;
const twoEach = ({ elements }: TensorSize): number => 2 * elements;

const FLOATS: TypedField = { name: "float_data", values: ({ floatData }) => floatData, count: oneEach };
const DOUBLES: TypedField = { name: "double_data", values: ({ doubleData }) => doubleData, count: oneEach };
const LONGS: TypedField = { name: "int64_data", values: ({ int64Data }) => int64Data, count: oneEach };
const UNSIGNED: TypedField = { name: "uint64_data", values: ({ uint64Data }) => uint64Data, count: oneEach };
const STRINGS: TypedField = { name: "string_data", values: ({ stringData }) => stringData, count: oneEach };
/** Elements of 4 and 2 bits share a value, as they share a byte; those of 6 bits do not. */
const INTS: TypedField = {
  name: "int32_data",
  values: ({ int32Data }) => int32Data,
  count: ({ elements, bits }) => (bits < 6 ? Math.ceil((elements * bits) / 8) : elements),
};

const FIELDS: Readonly<Partial<Record<FileElementType, TypedField>>> = {
  float32: FLOATS,
  complex64: { ...FLOATS, count: twoEach },
  float64: DOUBLES,
  complex128: { ...DOUBLES, count: twoEach },
  int64: LONGS,
  uint64: UNSIGNED,
  uint32: UNSIGNED,
  string: STRINGS,
};

/**
 * The elements of a tensor that stores them one by one; as many as its dims ask for.
 *
 * @throws {DataError} where there are more or fewer.
 */
export function typedData(
  tensor: TensorProto,
  size: TensorSize,
  subject: string,
): readonly (number | bigint | Uint8Array)[] {
  const field = FIELDS[size.elementType] ?? INTS;
  const values = field.values(tensor);
  const expected = field.count(size);
  if (values.length !== expected) {
    throw new DataError({
      subject,
      rule: `must hold ${expected} values in ${field.name} (or the same as raw_data) for dims [${size.dims.join(", ")}] of ${size.elementType}`,
      received: values.length,
      remedy: "The file lacks the tensor's data: fetch or export it again.",
    });
  }
  return values;
}
