import { DataError } from "../errors/lockstep-error.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { NamedTensors, Tensor } from "../tensor/tensor.ts";

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [start: number, end: number];
}

/** Length of the number that says how long the header is: a little-endian u64. */
const PREFIX_LENGTH = 8;

/**
 * f32 tensors as a safetensors file: the header's length, the header as JSON padded with spaces to a multiple of 8
 * bytes, then the elements, little-endian, in the order of the record.
 *
 * @param metadata text by name, stored as `__metadata__`.
 * @see https://huggingface.co/docs/safetensors (the description of the format)
 */
export function writeSafetensors(tensors: NamedTensors, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = utf8Encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(PREFIX_LENGTH + headerLength + end).fill(
    0x20,
    PREFIX_LENGTH,
    PREFIX_LENGTH + headerLength,
  );
  const view = new DataView(bytes.buffer);
  view.setUint32(0, headerLength, true);
  bytes.set(text, PREFIX_LENGTH);
  let position = PREFIX_LENGTH + headerLength;
  for (const { data } of Object.values(tensors)) {
    for (const value of new Uint32Array(data.buffer, data.byteOffset, data.length)) {
      view.setUint32(position, value, true);
      position += 4;
    }
  }
  return bytes;
}

/**
 * Reads a safetensors file of f32 tensors.
 *
 * @param name how messages call the file.
 * @returns tensors as copies, and the metadata.
 * @throws {DataError} if the file is truncated, its header is not valid, or a tensor is not F32.
 */
export function readSafetensors(
  bytes: Uint8Array,
  name: string,
): { readonly tensors: NamedTensors; readonly metadata: Readonly<Record<string, string>> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength =
    bytes.length < PREFIX_LENGTH ? Infinity : view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  const dataStart = PREFIX_LENGTH + headerLength;
  if (dataStart > bytes.length) {
    throw new DataError({
      subject: name,
      rule: "must hold its whole safetensors header",
      received: `${bytes.length} bytes`,
      remedy: "The file is truncated or of another format.",
    });
  }
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(PREFIX_LENGTH, dataStart), name);
  const tensors: [string, Tensor][] = [];
  for (const [tensorName, entry] of Object.entries(entries)) {
    tensors.push([tensorName, readTensor(view, dataStart, entry, `${name}: ${tensorName}`)]);
  }
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

function readTensor(view: DataView, dataStart: number, entry: unknown, subject: string): Tensor {
  if (!isHeaderEntry(entry))
    throw new DataError({ subject, rule: "must have dtype, shape and data_offsets", received: entry });
  const { dtype, shape } = entry;
  const [start, end] = entry.data_offsets;
  if (dtype !== "F32") throw new DataError({ subject, rule: "must be F32", received: dtype });
  if (end - start !== 4 * shapeSize(shape) || start < 0 || dataStart + end > view.byteLength) {
    throw new DataError({
      subject,
      rule: "must lie within the file and fill its shape",
      received: { shape, bytes: [start, end] },
      remedy: "The file is truncated or damaged.",
    });
  }
  const data = new Float32Array(shapeSize(shape));
  const words = new Uint32Array(data.buffer);
  for (let index = 0; index < words.length; index++) words[index] = view.getUint32(dataStart + start + 4 * index, true);
  return { shape, data };
}

function isHeaderEntry(entry: unknown): entry is HeaderEntry {
  if (typeof entry !== "object" || entry === null) return false;
  const { dtype, shape, data_offsets: offsets } = entry as Partial<Record<keyof HeaderEntry, unknown>>;
  const areLengths = (list: unknown): boolean =>
    Array.isArray(list) && list.every((length) => Number.isSafeInteger(length) && length >= 0);
  return typeof dtype === "string" && areLengths(shape) && areLengths(offsets) && (offsets as unknown[]).length === 2;
}

function parseHeader(bytes: Uint8Array, name: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(utf8Decode(bytes));
    if (typeof header === "object" && header !== null) return header as Record<string, unknown>;
  } catch (cause) {
    throw new DataError({ subject: name, rule: "must have a JSON header", cause });
  }
  throw new DataError({ subject: name, rule: "must have a JSON object as its header" });
}

/** The hosts' text codecs, which every runtime has but the language's own library does not name. */
interface TextCodecs {
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string };
}

function utf8Encode(text: string): Uint8Array {
  return new (globalThis as unknown as TextCodecs).TextEncoder().encode(text);
}

function utf8Decode(bytes: Uint8Array): string {
  return new (globalThis as unknown as TextCodecs).TextDecoder().decode(bytes);
}
