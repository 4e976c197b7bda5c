import { dropoutMask } from "@lockstep/core";
import { drawKeepBits } from "@lockstep/core/masks";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { maskWorkload } from "./mask-workload.ts";

/** The same bits as `addressedMasks`, drawn by core's vectors. */
export function simdMasks({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  let step = 0;
  return maskWorkload("lockstep-simd", elements, {
    draw: () => drawKeepBits(dropoutMask({ seed: 1, site: 0, step: step++, rate: DROPOUT_RATE, shape: [elements] })),
    read: (bits) => bits,
  });
}
