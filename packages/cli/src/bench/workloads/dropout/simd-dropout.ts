import { applyDropout, dropoutMask } from "@lockstep/core";
import { drawKeepBits } from "@lockstep/core/masks";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { activation } from "./activation.ts";
import { dropoutWorkload } from "./dropout-workload.ts";

/** The same dropout as `addressedDropout`, its bits drawn by core's vectors and applied as an explicit mask. */
export function simdDropout({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  const values = activation(elements);
  let step = 0;
  return dropoutWorkload("lockstep-simd", values, {
    draw() {
      const mask = dropoutMask({ seed: 1, site: 0, step: step++, rate: DROPOUT_RATE, shape: [elements] });
      const { scale, shape } = mask;
      return applyDropout(values, { source: "explicit", keep: drawKeepBits(mask), scale, shape });
    },
    read: (result) => result,
  });
}
