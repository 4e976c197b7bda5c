import { absent, ANYWHERE, type ProbeResult } from "./probe-result.ts";

/** A module whose only function makes a vector and drops it: valid where WebAssembly has vectors. */
const VECTOR_MODULE = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
    [0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // types: () -> ()
    [0x03, 0x02, 0x01, 0x00], // functions: one, of that type
    [0x0a, 0x09, 0x01, 0x07, 0x00], // code: one body of 7 bytes, no locals
    [0x41, 0x00, 0xfd, 0x0f, 0x1a, 0x0b], // i32.const 0, i8x16.splat, drop, end
  ].flat(),
);

/** Whether WebAssembly is there, and for `vectors` whether it has them. */
export function probeWebAssembly(vectors: boolean): ProbeResult {
  if (globalThis.WebAssembly === undefined) {
    return absent(
      "This browser does not run WebAssembly; a policy, a lockdown mode or an extension may have switched it off.",
    );
  }
  if (vectors && !WebAssembly.validate(VECTOR_MODULE)) {
    return absent(
      "WebAssembly has no vector instructions here: Chrome and Edge have them since version 91, Firefox since 89, Safari since 16.4.",
    );
  }
  return ANYWHERE;
}
