import { InvalidOptionError, type DropoutMask } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { maskStrides } from "./mask-strides.ts";
import { applyOnTape } from "./apply-on-tape.ts";
import { unitMaskOf } from "./unit-mask-of.ts";

/**
 * Applies a mask of core's by the law of `applyDropout`, in a way that tfjs's tape differentiates by the law of
 * `applyDropoutGradient`. The tape keeps no tensor for it.
 *
 * @param values float32; the mask is spread over the axes where its own length is 1.
 * @returns a tensor of the shape of `values`.
 * @throws {ShapeMismatchError} if the mask cannot be spread over the values.
 * @throws {InvalidOptionError} if the values are not float32, or an explicit mask has other bytes than 0 and 1.
 */
export function maskUnits(tf: TfjsNamespace, mask: DropoutMask, values: DeviceTensor): DeviceTensor {
  if (values.dtype !== "float32") {
    throw new InvalidOptionError({
      subject: "maskUnits: values",
      rule: "must be of dtype float32",
      received: values.dtype,
      remedy: 'Cast them: values.cast("float32").',
    });
  }
  maskStrides(mask.shape, values.shape);
  return applyOnTape(tf, unitMaskOf(tf, mask), values);
}
