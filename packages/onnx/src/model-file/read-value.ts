import { DataError, UnsupportedOptionError } from "@lockstep/core";
import type { TensorShapeProto_Dimension, ValueInfoProto } from "../proto/onnx_pb.ts";
import { fileElementType } from "./file-element-type.ts";
import type { FileDimension, FileValue } from "./file-value.ts";

/**
 * Reads a graph's input or output.
 *
 * @param role `input` or `output`, for messages.
 */
export function readValue({ name, type }: ValueInfoProto, role: string): FileValue {
  const subject = `${role} "${name}"`;
  const kind = type?.value;
  if (kind?.case === undefined) {
    throw new DataError({ subject, rule: "must have a type", remedy: "onnx.shape_inference.infer_shapes may add it." });
  }
  if (kind.case !== "tensorType") {
    throw new UnsupportedOptionError({
      subject,
      rule: "must be a tensor",
      received: kind.case,
      remedy: "Export a model that takes and gives tensors.",
    });
  }
  const elementType = fileElementType(kind.value.elemType);
  if (elementType === undefined) {
    throw new DataError({ subject, rule: "must have an element type that ONNX knows", received: kind.value.elemType });
  }
  return { name, elementType, dims: kind.value.shape?.dim.map((dim) => dimensionOf(dim, subject)) };
}

function dimensionOf({ value }: TensorShapeProto_Dimension, subject: string): FileDimension {
  switch (value.case) {
    case "dimParam":
      return value.value === "" ? undefined : value.value;
    case "dimValue":
      if (value.value >= 0n && value.value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value.value);
      throw new DataError({
        subject,
        rule: "must not have an axis of such a length",
        received: value.value,
        remedy: "An axis whose length is open has a name (dim_param) in place of a length.",
      });
    case undefined:
      return undefined;
  }
}
