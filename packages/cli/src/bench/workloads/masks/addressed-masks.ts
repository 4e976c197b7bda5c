import { dropoutMask, keepBits } from "@lockstep/core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { maskWorkload } from "./mask-workload.ts";

/** Bits of core's addressed masks, of another step each time. */
export function addressedMasks({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  let step = 0;
  return maskWorkload("lockstep", elements, {
    draw: () => keepBits(dropoutMask({ seed: 1, site: 0, step: step++, rate: DROPOUT_RATE, shape: [elements] })),
    read: (bits) => bits,
  });
}
