import { TensorProto_DataType } from "../proto/onnx_pb.ts";
import type { ElementType } from "./element-type.ts";

/** ONNX's number for each element type. */
export const DATA_TYPE_CODES: Readonly<Record<ElementType, TensorProto_DataType>> = {
  float32: TensorProto_DataType.FLOAT,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  uint8: TensorProto_DataType.UINT8,
  uint32: TensorProto_DataType.UINT32,
  bool: TensorProto_DataType.BOOL,
};
