import { DataError } from "@lockstep/core";

/**
 * Unpacks a gzip file. Bytes that are none are returned as they are: a server may declare the file as a compressed
 * transfer, and the browser has then unpacked it.
 *
 * @param name what messages call the file.
 * @throws {DataError} if the file is damaged or cut short.
 */
export async function decompress(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (cause) {
    throw new DataError({
      subject: name,
      rule: "must be a complete gzip file",
      remedy: "It was damaged on its way: load the page again.",
      cause,
    });
  }
}
