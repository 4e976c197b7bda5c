import type { Initializer } from "../graph/graph.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import type { GraphProto, TensorProto } from "../proto/onnx_pb.ts";

/** Bytes from which on it pays to look whether the file has a constant already, such as a frozen weight. */
const WORTH_SHARING = 1024;

/** Names of constants with the names that the same data have in the file. */
export function sharedData(file: GraphProto, constants: readonly Initializer[]): ReadonlyMap<string, string> {
  const shared = new Map<string, string>();
  for (const constant of constants) {
    if (constant.data.byteLength < WORTH_SHARING) continue;
    const same = file.initializer.find((tensor) => holds(tensor, constant));
    if (same !== undefined) shared.set(constant.value.name, same.name);
  }
  return shared;
}

function holds({ dataType, dims, rawData }: TensorProto, { value, data }: Initializer): boolean {
  if (dataType !== DATA_TYPE_CODES[value.elementType] || dims.join() !== value.shape.join()) return false;
  if (rawData?.length !== data.byteLength) return false;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytes.every((byte, index) => byte === rawData[index]);
}
