import { DataError } from "@lockstep/core";

/** Protobuf's six ways to lay out a field. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, groupStart: 3, groupEnd: 4, fixed32: 5 } as const;

/** A 64-bit number takes ten bytes of seven bits. */
const LONGEST_VARINT = 10;

/** Steps over the fields of a protobuf message without decoding them. A step that would leave the bytes throws. */
export class WireReader {
  position = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** An unsigned number; beyond 2^53 it is rounded. */
  varint(end: number): number {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= LONGEST_VARINT; length++) {
      if (this.position >= end) throw this.fault("ends within a number");
      const byte = this.bytes[this.position++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw this.fault("holds a number of more than ten bytes");
  }

  skip(length: number, end: number): void {
    if (length > end - this.position) {
      throw this.fault(`ends ${length - (end - this.position)} bytes before a field of ${length} bytes does`);
    }
    this.position += length;
  }

  fault(rule: string): DataError {
    return new DataError({
      subject: "the model",
      rule: `is no ONNX file, or a damaged one: it ${rule} (at byte ${this.position} of ${this.bytes.length})`,
      remedy: "Fetch or export it again.",
    });
  }
}
