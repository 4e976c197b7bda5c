import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { DROPOUT_RATE } from "../network/benchmark-network.ts";
import { activation } from "./activation.ts";
import { dropoutWorkload } from "./dropout-workload.ts";

/** Dropout as one writes it without a library. */
export function plainDropout({ elements }: WorkloadSize): Promise<PreparedWorkload> {
  const values = activation(elements);
  return dropoutWorkload("plain", values, { draw: () => dropped(values), read: (result) => result });
}

function dropped(values: Float32Array): Float32Array {
  const result = new Float32Array(values.length);
  const scale = 1 / (1 - DROPOUT_RATE);
  for (let index = 0; index < values.length; index++) {
    result[index] = Math.random() < DROPOUT_RATE ? 0 : values[index]! * scale;
  }
  return result;
}
