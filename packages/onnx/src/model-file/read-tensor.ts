import { DataError, UnsupportedOptionError } from "@lockstep/core";
import { TensorProto_DataLocation, TensorProtoSchema, type TensorProto } from "../proto/onnx_pb.ts";
import { isFieldSet } from "@bufbuild/protobuf";
import { decodeElements, isDecodable } from "./decode-elements.ts";
import { encodeElements } from "./encode-elements.ts";
import type { ExternalTensors } from "./external-tensors.ts";
import type { FileData, FileTensor } from "./file-tensor.ts";
import { tensorSize, type TensorSize } from "./tensor-size.ts";
import { typedData } from "./typed-data.ts";

/**
 * A tensor of a file. That its data is there is checked now, before any memory is taken for it; it is decoded when it is read.
 *
 * @param subject what messages call it.
 * @param name by which the graph knows it.
 */
export function readTensor(tensor: TensorProto, subject: string, name: string, external: ExternalTensors): FileTensor {
  const size = tensorSize(tensor, subject);
  if (tensor.segment !== undefined) {
    throw new UnsupportedOptionError({ subject, rule: "must not be stored in segments", remedy: "Store it whole." });
  }
  const raw = rawData(tensor, size, subject, external);
  const values = raw === undefined ? typedData(tensor, size, subject) : undefined;
  return {
    name,
    elementType: size.elementType,
    dims: size.dims,
    read: () => {
      const encoded =
        raw ?? (isDecodable(size.elementType) ? encodeElements(size.elementType, values!, subject) : EMPTY);
      return checked(decodeElements(size.elementType, encoded, subject), size, subject);
    },
  };
}

const EMPTY = new Uint8Array();

/** The tensor's elements as bytes, of the length that its dims ask for; `undefined` where they are stored one by one. */
function rawData(
  tensor: TensorProto,
  { elementType, dims, bytes }: TensorSize,
  subject: string,
  external: ExternalTensors,
): Uint8Array | undefined {
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL) return external.get(tensor)!;
  if (elementType === "string" || !isFieldSet(tensor, TensorProtoSchema.field.rawData)) return undefined;
  // Some writers set the field and leave it empty.
  if (tensor.rawData.length === 0 && bytes > 0) return undefined;
  if (tensor.rawData.length === bytes) return tensor.rawData;
  throw new DataError({
    subject,
    rule: `must hold ${bytes} bytes for dims [${dims.join(", ")}] of ${elementType}`,
    received: tensor.rawData.length,
    remedy: "Its data was cut or its dims are wrong: fetch or export the model again.",
  });
}

function checked(data: FileData, { elementType }: TensorSize, subject: string): FileData {
  if (elementType !== "bool") return data;
  const strange = (data as Uint8Array).find((byte) => byte > 1);
  if (strange === undefined) return data;
  throw new DataError({ subject, rule: "must hold bools as 0 and 1", received: strange });
}
