import { applyDropout, dropoutMask } from "@lockstep/core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { activation } from "./activation.ts";
import { dropoutWorkload } from "./dropout-workload.ts";

/** Core's dropout, with the mask of another step each time. */
export function addressedDropout({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  const values = activation(elements);
  let step = 0;
  return dropoutWorkload("lockstep", values, {
    draw: () =>
      applyDropout(values, dropoutMask({ seed: 1, site: 0, step: step++, rate: DROPOUT_RATE, shape: [elements] })),
    read: (result) => result,
  });
}
