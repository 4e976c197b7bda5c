import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { maskWorkload } from "./mask-workload.ts";
import { randomBytesBits } from "./random-bytes-bits.ts";

/** Bits of random bytes. They make masks of rate ½ only, and nobody can draw them again. */
export function randomBytesMasks({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  return maskWorkload("plain-random-bytes", elements, { draw: () => randomBytesBits(elements), read: (bits) => bits });
}
