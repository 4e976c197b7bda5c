import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { maskWorkload } from "./mask-workload.ts";
import { plainBits } from "./plain-bits.ts";

/** Bits by `Math.random`. */
export function plainMasks({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  return maskWorkload("plain", elements, { draw: () => plainBits(elements), read: (bits) => bits });
}
