import type { Message } from "@bufbuild/protobuf";

/** A copy of a message with some fields changed; the others, also unknown ones, are shared with the original. */
export function patchMessage<Value extends Message>(message: Value, changes: Partial<Value>): Value {
  // A field that is not set reads as its default from the prototype: copying own fields alone keeps it unset.
  return Object.assign(Object.create(Object.getPrototypeOf(message) as object | null) as Value, message, changes);
}
