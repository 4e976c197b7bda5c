import type { AddressedMask } from "@lockstep/core";
import type { KernelFunc } from "@tensorflow/tfjs-core";

import type { TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** A kernel of Lockstep's, for one backend of tfjs. */
export interface MaskKernel {
  /** What it takes besides the float32 tensor `x`: {@link BitsAttributes} or {@link AddressAttributes}. */
  readonly takes: "bits" | "address";
  /** Whether the backend that is current has what the kernel calls on it. */
  runsOn(tf: TfjsNamespace): boolean;
  readonly kernelFunc: KernelFunc;
}

/** What a mask does with its bits: core's `KeepLaw`, complete. All are f32 numbers. */
export interface MaskLaw {
  /** A kept x becomes f32(f32(x · scale) + offset); an offset of 0 adds nothing, so that -0 stays -0. */
  readonly scale: number;
  readonly offset: number;
  /** What a dropped x becomes, whatever it was. */
  readonly fill: number;
}

/** A mask as bits on the host, for backends whose memory the host writes. */
export interface BitsAttributes extends MaskLaw {
  /** One byte for each element of x, row-major: 1 = kept. Drawn when it is first asked for. */
  readonly keep: () => Uint8Array;
  /** The mask itself where element *i* of x takes its draw *i*, for a kernel that draws as it applies. */
  readonly inOrder: AddressedMask | undefined;
}

/** A mask as its address, for backends that compute the bits where the tensor lies. */
export interface AddressAttributes extends MaskLaw {
  /** High and low word of the stream's key. */
  readonly key: readonly [number, number];
  /** High and low word of the index of the mask's first draw. */
  readonly start: readonly [number, number];
  /** Kept iff `(word >>> 9) < threshold`. */
  readonly threshold: number;
  /** Draws between neighbours along each axis of x: what `maskStrides` gives. */
  readonly strides: readonly number[];
}
