/** Where the size of the import section stands in a module's bytes, and the limits of the memory that it imports. */
const OWN_LIMITS = [0x00, 0x01] as const;
/** Shared memory is imported as such and with a limit: 1 to 65536 pages, in LEB128. */
const SHARED_LIMITS = [0x03, 0x01, 0x80, 0x80, 0x04] as const;
/** The names of the import, with their lengths, and the byte for "memory". */
const IMPORT = [8, ...letters("lockstep"), 6, ...letters("memory"), 0x02] as const;

/** The bytes of a module for a memory that threads share, given those for one of its own. */
export function sharedModule(bytes: Uint8Array): Uint8Array {
  const start = positionOf(IMPORT, bytes);
  const limits = start + IMPORT.length;
  // Before the import stand the section's size and the number of imports, one byte each.
  const size = start - 2;
  return Uint8Array.of(
    ...bytes.subarray(0, size),
    bytes[size]! + SHARED_LIMITS.length - OWN_LIMITS.length,
    ...bytes.subarray(size + 1, limits),
    ...SHARED_LIMITS,
    ...bytes.subarray(limits + OWN_LIMITS.length),
  );
}

function positionOf(wanted: readonly number[], bytes: Uint8Array): number {
  return bytes.findIndex((_, start) => wanted.every((byte, offset) => bytes[start + offset] === byte));
}

function letters(text: string): number[] {
  return Array.from(text, (letter) => letter.codePointAt(0)!);
}
