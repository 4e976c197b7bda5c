import { isMessage, type Message } from "@bufbuild/protobuf";
import { TensorProto_DataLocation, TensorProtoSchema, type TensorProto } from "../proto/onnx_pb.ts";
import { patchMessage } from "./patch-message.ts";

/** A copy of a message in which some tensors hold other data, as raw data; what has none of them is shared with the original. */
export function storeTensors<Value extends Message>(message: Value, data: ReadonlyMap<object, Uint8Array>): Value {
  if (isMessage(message, TensorProtoSchema)) {
    const rawData = data.get(message);
    return rawData === undefined ? message : (patchMessage(message, stored(message, rawData)) as Message as Value);
  }
  const changes: Partial<Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(message)) {
    const changed = storeWithin(value, data);
    if (changed !== value) changes[name] = changed;
  }
  return Object.keys(changes).length === 0 ? message : patchMessage(message, changes as Partial<Value>);
}

function storeWithin(value: unknown, data: ReadonlyMap<object, Uint8Array>): unknown {
  if (isMessage(value)) return storeTensors(value, data);
  if (!Array.isArray(value) || !isMessage(value[0])) return value;
  const items = value as readonly Message[];
  const changed = items.map((item) => storeTensors(item, data));
  return changed.every((item, index) => item === items[index]) ? value : changed;
}

function stored(tensor: TensorProto, rawData: Uint8Array): Partial<TensorProto> {
  const changes: Partial<TensorProto> = { rawData, floatData: [], externalData: [] };
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL) {
    changes.dataLocation = TensorProto_DataLocation.DEFAULT;
  }
  return changes;
}
