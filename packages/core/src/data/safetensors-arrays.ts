import { DataError } from "../errors/lockstep-error.ts";
import { repeatedKey } from "./repeated-key.ts";
import { BYTES, readNumbers, requireFilled, type NumberArray, type NumberType } from "./number-array.ts";
import { requireBytes } from "./require-bytes.ts";

/** Length of the number that says how long the header is: a little-endian u64. */
const PREFIX_LENGTH = 8;
/** What the format's own library refuses to read. */
const LONGEST_HEADER = 100_000_000;

const TYPES: Readonly<Record<string, NumberType>> = {
  BOOL: "bool",
  U8: "u8",
  I8: "i8",
  U16: "u16",
  I16: "i16",
  U32: "u32",
  I32: "i32",
  U64: "u64",
  I64: "i64",
  F16: "f16",
  BF16: "bf16",
  F32: "f32",
  F64: "f64",
};

/** A tensor as the header states it. */
interface Entry {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a safetensors file, each tensor in its own type.
 *
 * The header is held to the format's rules: at most 100 MB of JSON, no name or field twice, metadata of text only, and
 * tensors that fill the rest of the file without a gap, an overlap or a byte too many. So a file is read in one way only, and
 * nothing is allocated beyond what its own bytes fill (half precision is widened to f32).
 *
 * @param name how messages call the file.
 * @returns arrays as copies, by name in the order of the header, and the metadata.
 * @throws {InvalidOptionError} if `bytes` is no Uint8Array.
 * @throws {DataError} if the file is truncated, breaks a rule, or holds a type of 8-bit or complex numbers.
 * @example
 * const { arrays } = readSafetensorsArrays(await readFile("run.safetensors"), "run.safetensors");
 * arrays["state.parameters.0.bias"]?.type; // "f32"
 * @see https://huggingface.co/docs/safetensors (the description of the format)
 */
export function readSafetensorsArrays(
  bytes: Uint8Array,
  name: string,
): { readonly arrays: Readonly<Record<string, NumberArray>>; readonly metadata: Readonly<Record<string, string>> } {
  requireBytes(bytes, name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength =
    bytes.length < PREFIX_LENGTH ? Infinity : view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  const dataStart = PREFIX_LENGTH + headerLength;
  if (dataStart > bytes.length || headerLength > LONGEST_HEADER) {
    throw new DataError({
      subject: name,
      rule: "must hold its whole safetensors header",
      received: `${bytes.length} bytes`,
      remedy: "The file is truncated or of another format.",
    });
  }
  const header = parseHeader(bytes.subarray(PREFIX_LENGTH, dataStart), name);
  const { metadata, entries } = splitHeader(header, name);
  requireGapless(entries, bytes.length - dataStart, name);
  const arrays = entries.map((entry) => [entry.name, readArray(bytes.subarray(dataStart), entry, name)]);
  return { arrays: Object.fromEntries(arrays) as Record<string, NumberArray>, metadata };
}

function parseHeader(bytes: Uint8Array, name: string): object {
  const refuse = (rule: string, cause?: unknown): never => {
    throw new DataError({ subject: name, rule, remedy: "The file is damaged or of another format.", cause });
  };
  let text = "";
  let header: unknown;
  try {
    text = utf8Decode(bytes);
    header = JSON.parse(text);
  } catch (cause) {
    refuse("must have a JSON header", cause);
  }
  if (!text.startsWith("{") || typeof header !== "object" || header === null) {
    return refuse("must have a JSON object as its header");
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) refuse(`must not have ${JSON.stringify(repeated)} twice in its header`);
  return header;
}

function splitHeader(header: object, name: string): { metadata: Record<string, string>; entries: Entry[] } {
  let metadata: Record<string, string> = {};
  const entries: Entry[] = [];
  for (const [key, value] of Object.entries(header) as [string, unknown][]) {
    if (key !== "__metadata__") entries.push(entryOf(key, value, `${name}: ${key}`));
    else if (isTextRecord(value)) metadata = value;
    else throw new DataError({ subject: `${name}: ${key}`, rule: "must be texts by name", received: value });
  }
  return { metadata, entries };
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === "string")
  );
}

function entryOf(name: string, value: unknown, subject: string): Entry {
  const isEntry = typeof value === "object" && value !== null && !Array.isArray(value);
  const { dtype, shape, data_offsets: offsets } = (isEntry ? value : {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !isLengths(shape) || !isLengths(offsets) || offsets.length !== 2) {
    throw new DataError({ subject, rule: "must have dtype, shape and data_offsets", received: value });
  }
  const type = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (type === undefined) {
    throw new DataError({
      subject,
      rule: `must be of a type among ${Object.keys(TYPES).join(" ")}`,
      received: dtype,
      remedy: "Convert it before it is saved: tensor.float().",
    });
  }
  return { name, type, shape, start: offsets[0]!, end: offsets[1]! };
}

function isLengths(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}

/** Checks that the tensors, by their offsets, lie one after the other from the first byte to the last. */
function requireGapless(entries: readonly Entry[], bytes: number, name: string): void {
  let position = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (entry.start !== position || entry.end < entry.start) {
      throw new DataError({
        subject: `${name}: ${entry.name}`,
        rule: `must begin at byte ${position}, where the tensor before it ends`,
        received: [entry.start, entry.end],
        remedy: "The file is damaged.",
      });
    }
    requireFilled(`${name}: ${entry.name}`, entry.type, entry.shape, entry.end - entry.start);
    position = entry.end;
  }
  if (position === bytes) return;
  throw new DataError({
    subject: name,
    rule: `must have ${position} bytes of tensors, as its header says`,
    received: bytes,
    remedy: position > bytes ? "The file is truncated." : "The file has bytes after its end.",
  });
}

function readArray(data: Uint8Array, { name, type, shape, start, end }: Entry, file: string): NumberArray {
  const view = new DataView(data.buffer, data.byteOffset + start, end - start);
  const array = readNumbers(type, shape, view, (end - start) / BYTES[type], true);
  if (array.type !== "bool" || array.data.every((value) => value <= 1)) return array;
  throw new DataError({ subject: `${file}: ${name}`, rule: "must hold zeros and ones, being of type BOOL" });
}

/** The host's text decoder, which every runtime has but the language's own library does not name. */
interface TextCodec {
  readonly TextDecoder: new (
    label: string,
    options: { readonly fatal: true; readonly ignoreBOM: true },
  ) => { decode(bytes: Uint8Array): string };
}

function utf8Decode(bytes: Uint8Array): string {
  const { TextDecoder } = globalThis as unknown as TextCodec;
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
