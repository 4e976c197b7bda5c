import { TensorProto_DataType } from "../proto/onnx_pb.ts";

/** Element type of a tensor in a file: every one that ONNX knows, also those that nothing here can decode. */
export type FileElementType =
  | "float32"
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "int32"
  | "int64"
  | "string"
  | "bool"
  | "float16"
  | "float64"
  | "uint32"
  | "uint64"
  | "complex64"
  | "complex128"
  | "bfloat16"
  | "float8e4m3fn"
  | "float8e4m3fnuz"
  | "float8e5m2"
  | "float8e5m2fnuz"
  | "uint4"
  | "int4"
  | "float4e2m1"
  | "float8e8m0"
  | "uint2"
  | "int2"
  | "float6e2m3"
  | "float6e3m2";

/** ONNX's number for each element type. */
const CODES: Readonly<Record<FileElementType, TensorProto_DataType>> = {
  float32: TensorProto_DataType.FLOAT,
  uint8: TensorProto_DataType.UINT8,
  int8: TensorProto_DataType.INT8,
  uint16: TensorProto_DataType.UINT16,
  int16: TensorProto_DataType.INT16,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  string: TensorProto_DataType.STRING,
  bool: TensorProto_DataType.BOOL,
  float16: TensorProto_DataType.FLOAT16,
  float64: TensorProto_DataType.DOUBLE,
  uint32: TensorProto_DataType.UINT32,
  uint64: TensorProto_DataType.UINT64,
  complex64: TensorProto_DataType.COMPLEX64,
  complex128: TensorProto_DataType.COMPLEX128,
  bfloat16: TensorProto_DataType.BFLOAT16,
  float8e4m3fn: TensorProto_DataType.FLOAT8E4M3FN,
  float8e4m3fnuz: TensorProto_DataType.FLOAT8E4M3FNUZ,
  float8e5m2: TensorProto_DataType.FLOAT8E5M2,
  float8e5m2fnuz: TensorProto_DataType.FLOAT8E5M2FNUZ,
  uint4: TensorProto_DataType.UINT4,
  int4: TensorProto_DataType.INT4,
  float4e2m1: TensorProto_DataType.FLOAT4E2M1,
  float8e8m0: TensorProto_DataType.FLOAT8E8M0,
  uint2: TensorProto_DataType.UINT2,
  int2: TensorProto_DataType.INT2,
  float6e2m3: TensorProto_DataType.FLOAT6E2M3,
  float6e3m2: TensorProto_DataType.FLOAT6E3M2,
};

const NAMES = new Map<number, FileElementType>(
  Object.entries(CODES).map(([name, code]) => [code, name as FileElementType]),
);

/** The element type with ONNX's number `code`; `undefined` where there is none. */
export function fileElementType(code: number): FileElementType | undefined {
  return NAMES.get(code);
}
