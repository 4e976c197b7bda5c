import { applyDropout, keepBits, shapeSize, type DropoutMask, type NoiseMask } from "@lockstep/core";

import { select } from "../engine/select.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * Applies a mask of core's by the law of `applyDropout`, in a way that tfjs's tape differentiates by the law of
 * `applyDropoutGradient`. The mask is drawn again for the gradient, so that the tape stores nothing for it.
 *
 * @param values float32; the mask is spread over the axes where its own length is 1.
 * @returns a tensor of the shape of `values`.
 */
export function maskUnits(tf: TfjsNamespace, mask: DropoutMask, values: DeviceTensor): DeviceTensor {
  return tf.customGrad((input) => ({
    value: tf.tidy(() => apply(tf, mask, input as DeviceTensor)),
    gradFunc: (gradient) => tf.tidy(() => applyGradient(tf, mask, gradient)),
  }))(values);
}

function apply(tf: TfjsNamespace, mask: DropoutMask, values: DeviceTensor): DeviceTensor {
  if (mask.source === "noise") {
    return mask.kind === "multiply" ? tf.mul(values, noise(tf, mask)) : tf.add(values, noise(tf, mask));
  }
  const { scale, offset = 0, fill = 0 } = mask;
  const scaled = tf.mul(values, Math.fround(scale));
  const kept = offset === 0 ? scaled : tf.add(scaled, Math.fround(offset));
  const dropped = fill === 0 ? tf.zerosLike(values) : tf.add(tf.zerosLike(values), Math.fround(fill));
  return select(tf, tf.tensor(keepBits(mask), [...mask.shape], "bool"), kept, dropped);
}

function applyGradient(tf: TfjsNamespace, mask: DropoutMask, gradient: DeviceTensor): DeviceTensor {
  if (mask.source !== "noise") return apply(tf, { ...mask, offset: 0, fill: 0 }, gradient);
  return mask.kind === "multiply" ? tf.mul(gradient, noise(tf, mask)) : tf.clone(gradient);
}

function noise(tf: TfjsNamespace, mask: NoiseMask): DeviceTensor {
  const neutral = new Float32Array(shapeSize(mask.shape)).fill(mask.kind === "multiply" ? 1 : -0);
  return tf.tensor(applyDropout(neutral, mask), [...mask.shape], "float32");
}
