import type { NoiseMask } from "@lockstep/core";
import { drawNoise } from "@lockstep/core/engine";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { UnitMask } from "./unit-mask.ts";

/** Noise, drawn once on the host: its law is core's to the bit, and no GPU has those logarithms. */
export function noiseMask(tf: TfjsNamespace, mask: NoiseMask): UnitMask {
  let drawn: Float32Array | undefined;
  const noise = (): DeviceTensor => tf.tensor((drawn ??= drawNoise(mask)), [...mask.shape], "float32");
  if (mask.kind === "multiply") {
    const apply = (values: DeviceTensor): DeviceTensor => tf.mul(values, noise());
    return { apply, applyGradient: apply };
  }
  // The gradient passes as it is, in a tensor of its own: the tape frees those that it has summed.
  return { apply: (values) => tf.add(values, noise()), applyGradient: (gradient) => tf.clone(gradient) };
}
