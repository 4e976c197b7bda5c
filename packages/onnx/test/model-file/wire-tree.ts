import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { joinBytes } from "./join-bytes.ts";

/** A field of a protobuf message as it lies in its bytes: the tag, and what follows it or the fields within. */
export interface WireField {
  readonly number: number;
  readonly wire: number;
  /** Without the length in front, where there is one. */
  readonly value: Uint8Array | readonly WireField[];
}

/** The fields of a well-formed message, down to those that hold no messages. */
export function parseWire(bytes: Uint8Array, schema: DescMessage): readonly WireField[] {
  const known = new Map<number, DescField>(schema.fields.map((field) => [field.number, field]));
  const fields: WireField[] = [];
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[position++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (position < bytes.length) {
    const tag = varint();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    let start = position;
    if (wire === 0) varint();
    else if (wire === 1) position += 8;
    else if (wire === 5) position += 4;
    else {
      const length = varint();
      start = position;
      position += length;
    }
    const value = bytes.subarray(start, position);
    const message = wire === 2 ? known.get(number)?.message : undefined;
    fields.push({ number, wire, value: message === undefined ? value : parseWire(value, message) });
  }
  return fields;
}

/** The bytes of fields, each length such that it fits. */
export function encodeWire(fields: readonly WireField[]): Uint8Array {
  const parts = fields.flatMap(({ number, wire, value }) => {
    const body = value instanceof Uint8Array ? value : encodeWire(value);
    const tag = encodeVarint(number * 8 + wire);
    return wire === 2 ? [tag, encodeVarint(body.length), body] : [tag, body];
  });
  return joinBytes(parts);
}

/** A whole number as protobuf writes it: seven bits a byte, negative ones in 64 bits. */
export function encodeVarint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}

/** The fields with every message within, and the message itself, changed by `change`, innermost first. */
export function mapMessages(
  fields: readonly WireField[],
  change: (fields: readonly WireField[]) => readonly WireField[],
): readonly WireField[] {
  return change(
    fields.map((field) =>
      field.value instanceof Uint8Array ? field : { ...field, value: mapMessages(field.value, change) },
    ),
  );
}
