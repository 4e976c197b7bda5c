import { DataError } from "../errors/lockstep-error.ts";
import type { NamedTensors } from "../tensor/tensor.ts";
import { toFloatTensor } from "./convert-numbers.ts";
import { readSafetensorsArrays } from "./safetensors-arrays.ts";

/** Length of the number that says how long the header is: a little-endian u64. */
const PREFIX_LENGTH = 8;
/** The one name in a header that is no tensor's. */
const METADATA = "__metadata__";

/**
 * f32 tensors as a safetensors file: the header's length, the header as JSON padded with spaces to a multiple of 8
 * bytes, then the elements, little-endian, in the order of the record.
 *
 * @param metadata text by name, stored as `__metadata__`.
 * @throws {DataError} if a tensor has that name.
 * @example
 * await writeFile("bias.safetensors", writeSafetensors({ "0.bias": tensor([1], Float32Array.of(0.5)) }));
 * @see https://huggingface.co/docs/safetensors (the description of the format)
 */
export function writeSafetensors(tensors: NamedTensors, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const header: [name: string, entry: unknown][] = [[METADATA, metadata]];
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (name === METADATA) {
      throw new DataError({ subject: "writeSafetensors", rule: `cannot call a tensor ${METADATA}`, received: name });
    }
    header.push([name, { dtype: "F32", shape, data_offsets: [end, end + data.byteLength] }]);
    end += data.byteLength;
  }
  // By entries: a tensor may be called `__proto__`, which an assignment would lose.
  const text = utf8Encode(JSON.stringify(Object.fromEntries(header)));
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
 * Reads the tensors of a safetensors file as f32. Tensors of other types are converted as {@link toFloatTensor} states:
 * half precision (F16, BF16) and short integers exactly, F64 and long integers to the nearest f32.
 *
 * @param name how messages call the file.
 * @returns tensors with arrays of their own, and the metadata.
 * @throws {InvalidOptionError} if `bytes` is no Uint8Array.
 * @throws {DataError} if the file is truncated, its header is not valid, or a number is too large for f32.
 * @example
 * const { tensors } = readSafetensors(await readFile("run.safetensors"), "run.safetensors");
 */
export function readSafetensors(
  bytes: Uint8Array,
  name: string,
): { readonly tensors: NamedTensors; readonly metadata: Readonly<Record<string, string>> } {
  const { arrays, metadata } = readSafetensorsArrays(bytes, name);
  const tensors = Object.entries(arrays).map(([key, array]) => [key, toFloatTensor(array, `${name}: ${key}`)]);
  return { tensors: Object.fromEntries(tensors) as NamedTensors, metadata };
}

/** The host's text encoder, which every runtime has but the language's own library does not name. */
interface TextCodec {
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
}

function utf8Encode(text: string): Uint8Array {
  return new (globalThis as unknown as TextCodec).TextEncoder().encode(text);
}
