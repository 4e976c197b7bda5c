import { ScalarType, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { getTextEncoding } from "@bufbuild/protobuf/wire";
import { UnsupportedOptionError } from "@lockstep/core";
import { WIRE, WireReader } from "./wire-reader.ts";

/** Messages within messages. A graph within a graph is three deeper: graph, node, attribute. */
const DEEPEST = 64;

/** A field of two bytes decodes to an object of hundreds: so many of them are refused before anything is made of them. */
const MOST_FIELDS = 2 ** 19;

/** Numbers that are stored one by one, not as raw bytes: each becomes a number or a bigint of its own. */
const MOST_NUMBERS = 2 ** 23;

/** Names are short, and in ASCII: of longer texts the decoder is the faster judge. */
const SHORT_TEXT = 64;

/** A message or group whose fields are being stepped over; what is in a field that the schema does not know has no schema. */
interface Frame {
  readonly fields: ReadonlyMap<number, DescField> | undefined;
  readonly end: number;
  /** Number of the field that a group belongs to: it ends with a mark instead of at a byte. */
  readonly group?: number;
}

/**
 * Checks that bytes are a well-formed protobuf message of a schema, before a decoder sees them: every length within its
 * message, every field laid out as its type asks, texts in UTF-8, nesting and the number of parts bounded.
 *
 * A decoder that trusts lengths reads past a message into the next one, and one that recurses overflows its stack.
 *
 * @throws {DataError} where the bytes break the format.
 * @throws {UnsupportedOptionError} where they nest too deep or have too many parts.
 */
export function checkWire(bytes: Uint8Array, schema: DescMessage): void {
  const reader = new WireReader(bytes);
  const frames: Frame[] = [{ fields: fieldsOf(schema), end: bytes.length }];
  let fields = 0;
  let numbers = 0;
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (reader.position === frame.end) {
      if (frame.group !== undefined) throw reader.fault("ends within a group");
      frames.pop();
      continue;
    }
    const tag = reader.varint(frame.end);
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number === 0 || tag >= 2 ** 32) throw reader.fault("holds a field without a valid number");
    if (++fields > MOST_FIELDS) throw tooMany("fields", MOST_FIELDS);
    if (wire === WIRE.groupEnd) {
      if (frame.group !== number) throw reader.fault("ends a group that it did not start");
      frames.pop();
      continue;
    }
    const field = frame.fields?.get(number);
    const inner =
      field === undefined ? stepUnknown(reader, wire, number, frame) : stepKnown(reader, wire, field, frame);
    if (typeof inner === "number") {
      numbers += inner;
      if (numbers > MOST_NUMBERS) throw tooMany("numbers outside raw_data", MOST_NUMBERS);
    } else if (inner !== undefined) {
      frames.push(inner);
      if (frames.length > DEEPEST) {
        throw new UnsupportedOptionError({
          subject: "the model",
          rule: `must not nest messages (graphs in attributes of nodes) more than ${DEEPEST} deep`,
          remedy: "Export it without control flow, or with less of it inside itself.",
        });
      }
    }
  }
}

function stepUnknown(reader: WireReader, wire: number, number: number, { end }: Frame): Frame | undefined {
  switch (wire) {
    case WIRE.varint:
      reader.varint(end);
      return undefined;
    case WIRE.fixed64:
      reader.skip(8, end);
      return undefined;
    case WIRE.bytes:
      reader.skip(reader.varint(end), end);
      return undefined;
    case WIRE.groupStart:
      return { fields: undefined, end, group: number };
    case WIRE.fixed32:
      reader.skip(4, end);
      return undefined;
    default:
      throw reader.fault("holds a field of a kind that does not exist");
  }
}

/** The message within, or how many numbers a list has that is packed into one field. */
function stepKnown(reader: WireReader, wire: number, field: DescField, { end }: Frame): Frame | number | undefined {
  const expected = wireTypeOf(field);
  const packed = wire === WIRE.bytes && field.fieldKind === "list" && expected !== WIRE.bytes;
  if (wire !== expected && !packed) throw reader.fault(`has field "${field.name}" in a layout that is not its own`);
  if (expected !== WIRE.bytes && !packed) {
    stepUnknown(reader, wire, field.number, { fields: undefined, end });
    return undefined;
  }
  const length = reader.varint(end);
  const start = reader.position;
  reader.skip(length, end);
  if (packed) return countPacked(reader, field, start, expected);
  if (field.message !== undefined) {
    reader.position = start;
    return { fields: fieldsOf(field.message), end: start + length };
  }
  if (field.scalar === ScalarType.STRING) requireText(reader, field, start);
  return undefined;
}

function countPacked(reader: WireReader, field: DescField, start: number, wire: number): number {
  const end = reader.position;
  if (wire === WIRE.varint) {
    let count = 0;
    reader.position = start;
    while (reader.position < end) {
      reader.varint(end);
      count++;
    }
    return count;
  }
  const size = wire === WIRE.fixed64 ? 8 : 4;
  if ((end - start) % size !== 0) throw reader.fault(`has field "${field.name}" ending within a number`);
  return (end - start) / size;
}

/** Text in another encoding would be written back as something else. */
function requireText(reader: WireReader, field: DescField, start: number): void {
  const text = reader.bytes.subarray(start, reader.position);
  if (text.length <= SHORT_TEXT && text.every((byte) => byte < 0x80)) return;
  try {
    getTextEncoding().decodeUtf8(text, true);
  } catch {
    throw reader.fault(`has field "${field.name}" with bytes that are no UTF-8 text`);
  }
}

function wireTypeOf(field: DescField): number {
  if (field.message !== undefined) return WIRE.bytes;
  switch (field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WIRE.bytes;
    case ScalarType.DOUBLE:
      return WIRE.fixed64;
    case ScalarType.FLOAT:
      return WIRE.fixed32;
    // Integers and enums: ONNX has no others.
    default:
      return WIRE.varint;
  }
}

const FIELDS = new WeakMap<DescMessage, ReadonlyMap<number, DescField>>();

function fieldsOf(schema: DescMessage): ReadonlyMap<number, DescField> {
  let fields = FIELDS.get(schema);
  if (fields === undefined) {
    fields = new Map(schema.fields.map((field) => [field.number, field]));
    FIELDS.set(schema, fields);
  }
  return fields;
}

function tooMany(parts: string, most: number): UnsupportedOptionError {
  return new UnsupportedOptionError({
    subject: "the model",
    rule: `must not hold more than ${most} ${parts}`,
    remedy:
      "Store its tensors as raw_data (onnx.save does for numpy_helper.from_array), without documentation and metadata.",
  });
}
