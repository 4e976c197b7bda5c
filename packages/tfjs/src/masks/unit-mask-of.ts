import type { AddressedMask, DropoutMask, ExplicitMask, Shape } from "@lockstep/core";
import { drawKeepBits } from "@lockstep/core/masks";
import type { NamedAttrMap } from "@tensorflow/tfjs-core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { AddressAttributes, BitsAttributes, MaskLaw } from "./kernels/mask-kernel.ts";
import { MASK_UNITS, registeredKernel } from "./kernels/registered-kernel.ts";
import { isRowMajor, maskStrides } from "./mask-strides.ts";
import { noiseMask } from "./noise-mask.ts";
import { spreadBits } from "./spread-bits.ts";
import type { UnitMask } from "./unit-mask.ts";
import { uploadedMask } from "./uploaded-mask.ts";

/**
 * A mask on the backend that is current. GPUs compute an addressed mask's bits where the tensor lies, in the kernel that
 * applies them, and again for the gradient; so does the kernel on the heap of WebAssembly where there are vectors. Else, for
 * backends in the host's memory, the bits are drawn once, on the host; where no kernel of ours runs they are uploaded, as are
 * explicit bits and noise.
 *
 * @param order of the axes of what it is applied to: axis *i* there is the mask's axis `order[i]`. @default as they are
 */
export function unitMaskOf(tf: TfjsNamespace, mask: DropoutMask, order?: readonly number[]): UnitMask {
  if (mask.source === "noise") return noiseMask(tf, mask);
  const takes = registeredKernel(tf)?.takes;
  if (takes === "bits") return maskOfBits(tf, mask, order);
  if (takes === "address" && mask.source === "addressed") return maskOfAddress(tf, mask, order);
  return uploadedMask(tf, mask, order);
}

function maskOfBits(tf: TfjsNamespace, mask: AddressedMask | ExplicitMask, order?: readonly number[]): UnitMask {
  let bits: Uint8Array | undefined;
  let spread: { readonly keep: Uint8Array; readonly shape: string } | undefined;
  const keepFor = (shape: Shape, strides: readonly number[]): Uint8Array => {
    const key = shape.join();
    if (spread?.shape === key) return spread.keep;
    bits ??= drawKeepBits(mask);
    spread = { keep: spreadBits(bits, strides, shape), shape: key };
    return spread.keep;
  };
  return lawful(mask, (values, law) => {
    const { shape } = values;
    const strides = maskStrides(mask.shape, shape, order);
    const isInOrder = mask.source === "addressed" && isRowMajor(strides, shape);
    return run(tf, values, {
      keep: () => keepFor(shape, strides),
      inOrder: isInOrder ? mask : undefined,
      ...law,
    } satisfies BitsAttributes);
  });
}

function maskOfAddress(tf: TfjsNamespace, mask: AddressedMask, order?: readonly number[]): UnitMask {
  const { key, start, threshold } = mask;
  const startWords = [Math.floor(start / 2 ** 32), start % 2 ** 32] as const;
  return lawful(mask, (values, law) => {
    const strides = maskStrides(mask.shape, values.shape, order);
    return run(tf, values, { key, start: startWords, threshold, strides, ...law } satisfies AddressAttributes);
  });
}

/** The two directions of a mask of bits: neither offset nor fill has a gradient. */
function lawful(
  { scale, offset = 0, fill = 0 }: AddressedMask | ExplicitMask,
  apply: (values: DeviceTensor, law: MaskLaw) => DeviceTensor,
): UnitMask {
  const f32 = Math.fround;
  const forward = { scale: f32(scale), offset: f32(offset), fill: f32(fill) };
  const backward = { scale: f32(scale), offset: 0, fill: 0 };
  return {
    apply: (values) => apply(values, forward),
    applyGradient: (gradient) => apply(gradient, backward),
  };
}

function run(tf: TfjsNamespace, x: DeviceTensor, attributes: object): DeviceTensor {
  return tf.engine().runKernel(MASK_UNITS, { x }, attributes as NamedAttrMap);
}
