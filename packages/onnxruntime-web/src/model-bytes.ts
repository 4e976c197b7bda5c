import { InvalidOptionError } from "@lockstep/core";

/** What objects with bytes call themselves, in whatever realm they were made. */
const VIEW = "[object Uint8Array]";
const BUFFERS: readonly string[] = ["[object ArrayBuffer]", "[object SharedArrayBuffer]"];

/**
 * A copy of the bytes that were given as a model; `null` if it is a plain object, as a specification is.
 *
 * @throws {InvalidOptionError} for what is neither, such as a path or the answer of `fetch`.
 */
export function modelBytes(subject: string, model: unknown): Uint8Array | null {
  const kind = Object.prototype.toString.call(model);
  // A buffer that was transferred holds nothing and cannot be read at all.
  if (kind === VIEW || BUFFERS.includes(kind)) {
    const { byteLength } = model as ArrayBufferLike;
    if (byteLength === 0) return new Uint8Array(0);
    return kind === VIEW ? new Uint8Array(model as Uint8Array) : new Uint8Array(model as ArrayBufferLike).slice();
  }
  if (kind === "[object Object]") return null;
  throw new InvalidOptionError({
    subject: `${subject}: model`,
    rule: "must be a specification, or the bytes of an .onnx file as a Uint8Array or an ArrayBuffer",
    received: model,
    remedy: "Of a file on the web: await (await fetch(url)).arrayBuffer().",
  });
}
