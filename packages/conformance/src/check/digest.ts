/** What the web's runtimes have but the language's own library does not name. */
interface WebGlobals {
  readonly crypto: { readonly subtle: { digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer> } };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
}

/** SHA-256 in hexadecimal; of a text, of its UTF-8. */
export async function sha256(content: Uint8Array | string): Promise<string> {
  const { crypto, TextEncoder } = globalThis as unknown as WebGlobals;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bits packed eight a byte, the first one lowest, the last byte filled up with zeros. */
export function packBits(bits: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  for (let index = 0; index < bits.length; index++) packed[index >> 3]! |= bits[index]! << (index & 7);
  return packed;
}

/** 32-bit words as bytes, low byte first, whatever the machine's own order is. */
export function littleEndianBytes(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(4 * words.length);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of words.entries()) view.setUint32(4 * index, word, true);
  return bytes;
}
