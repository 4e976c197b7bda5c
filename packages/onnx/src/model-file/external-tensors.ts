import { DataError, InvalidOptionError, LockstepError } from "@lockstep/core";
import { TensorProto_DataLocation, type ModelProto, type TensorProto } from "../proto/onnx_pb.ts";
import { eachTensor } from "./each-tensor.ts";
import type { ExternalData } from "./external-data.ts";
import { externalLocation } from "./external-location.ts";
import { tensorSize } from "./tensor-size.ts";

/** The data of every tensor of a model that keeps them in another file; views, of the length that the dims ask for. */
export type ExternalTensors = ReadonlyMap<TensorProto, Uint8Array>;

/**
 * Finds the data of all tensors that the model keeps in other files.
 *
 * @throws {DataError} where a file is missing or too short, or its path leads out of the model's folder.
 */
export function externalTensors(model: ModelProto, externalData: ExternalData | undefined): ExternalTensors {
  const files = new Map<string, Uint8Array>();
  const found = new Map<TensorProto, Uint8Array>();
  for (const { tensor, subject } of eachTensor(model)) {
    if (tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL) continue;
    const { location, offset, length } = externalLocation(tensor, subject);
    const { bytes, dims, elementType } = tensorSize(tensor, subject);
    if (elementType === "string") {
      throw new DataError({ subject, rule: "must not have strings as external data: ONNX stores them in the model" });
    }
    if (length !== undefined && length !== bytes) {
      throw new DataError({
        subject,
        rule: `must have ${bytes} bytes of external data for dims [${dims.join(", ")}] of ${elementType}`,
        received: length,
      });
    }
    let file = files.get(location);
    if (file === undefined) {
      file = openFile(location, subject, externalData);
      files.set(location, file);
    }
    if (bytes > file.length - offset) {
      throw new DataError({
        subject,
        rule: `needs bytes ${offset} to ${offset + bytes} of "${location}", which has ${file.length}`,
        remedy: "The file was cut or belongs to another model: fetch it again.",
      });
    }
    found.set(tensor, file.subarray(offset, offset + bytes));
  }
  return found;
}

function openFile(location: string, subject: string, externalData: ExternalData | undefined): Uint8Array {
  const missing = (cause?: unknown): DataError =>
    new DataError(
      {
        subject,
        rule: `has its data in the file "${location}", which was not given`,
        remedy: `Pass its bytes: { externalData: { ${JSON.stringify(location)}: bytes } }.`,
        cause,
      },
      "MISSING_DATA",
    );
  if (externalData === undefined) throw missing();
  let bytes: unknown;
  if (typeof externalData === "function") {
    try {
      bytes = externalData(location);
    } catch (error) {
      throw error instanceof LockstepError ? error : missing(error);
    }
  } else if (Object.hasOwn(externalData, location)) {
    bytes = externalData[location];
  }
  if (bytes === undefined) throw missing();
  if (bytes instanceof Uint8Array) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  throw new InvalidOptionError({
    subject: `externalData of "${location}"`,
    rule: "must be the file's bytes, as a Uint8Array",
    received: bytes,
  });
}
