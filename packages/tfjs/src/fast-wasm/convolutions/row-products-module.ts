/** The bytes of `row-products.wat` in base64. */
const PLAIN = [
  "AGFzbQEAAAABCgFgBn9/f39/fwACEAEEaGVhcAZtZW1vcnkCAAADAgEABxIBDmFkZFJvd1Byb2R1Y3RzAAAK/AMB+QMDBH8EewF9IARBAnQhBgJA",
  "A0AgBEEQSA0BIAL9AAQAIQogAv0ABBAhCyAC/QAEICEMIAL9AAQwIQ0gAyEHIAAhCCABIQkCQANAIAdFDQEgCiAI/QAEACAJ/QAEAP3mAf3kASEK",
  "IAsgCP0ABBAgCf0ABBD95gH95AEhCyAMIAj9AAQgIAn9AAQg/eYB/eQBIQwgDSAI/QAEMCAJ/QAEMP3mAf3kASENIAggBWohCCAJIAZqIQkgB0EB",
  "ayEHDAALCyACIAr9CwQAIAIgC/0LBBAgAiAM/QsEICACIA39CwQwIABBwABqIQAgAUHAAGohASACQcAAaiECIARBEGshBAwACwsCQANAIARBBEgN",
  "ASAC/QAEACEKIAMhByAAIQggASEJAkADQCAHRQ0BIAogCP0ABAAgCf0ABAD95gH95AEhCiAIIAVqIQggCSAGaiEJIAdBAWshBwwACwsgAiAK/QsE",
  "ACAAQRBqIQAgAUEQaiEBIAJBEGohAiAEQQRrIQQMAAsLAkADQCAEQQFIDQEgAioCACEOIAMhByAAIQggASEJAkADQCAHRQ0BIA4gCCoCACAJKgIA",
  "lJIhDiAIIAVqIQggCSAGaiEJIAdBAWshBwwACwsgAiAOOAIAIABBBGohACABQQRqIQEgAkEEaiECIARBAWshBAwACwsL",
].join("");

/** Where the size of the import section stands, and where the two bytes for the kind of memory that it imports. */
const SECTION_SIZE = 21;
const MEMORY_LIMITS = 36;

/** The binary that adds products of rows, for a memory that threads share or one that is the backend's own. */
export function rowProductsModule({ shared }: { readonly shared: boolean }): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(PLAIN), (letter) => letter.charCodeAt(0));
  if (!shared) return bytes;
  // A shared memory has to be imported as one, with a limit: at most 65536 pages, `80 80 04` in LEB128.
  const limits = [0x03, 0x00, 0x80, 0x80, 0x04];
  return Uint8Array.of(
    ...bytes.subarray(0, SECTION_SIZE),
    bytes[SECTION_SIZE]! + limits.length - 2,
    ...bytes.subarray(SECTION_SIZE + 1, MEMORY_LIMITS),
    ...limits,
    ...bytes.subarray(MEMORY_LIMITS + 2),
  );
}
