import type { ConformanceSubject } from "../subject/conformance-subject.ts";

/** What a bound has to know of the engine. */
export type Accuracy = Pick<ConformanceSubject, "functionUlps">;

/** The error of a C library's elementary functions in f32: glibc, musl, V8's fdlibm rounded and SIMD kernels stay below. */
const LIBRARY_ULPS = 4;

/** Roundings that a function, a division or a square root of the engine is worth: an ulp is two units of 2^-24 at most. */
export function perFunction({ functionUlps = LIBRARY_ULPS }: Accuracy): number {
  return 2 * functionUlps;
}
