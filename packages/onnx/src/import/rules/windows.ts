import { UnsupportedOptionError } from "@lockstep/core";
import { ints, numbersAttribute, textAttribute, type Attributes } from "../../graph/attribute.ts";
import { isRows } from "../../graph/dimension.ts";
import type { GraphValue } from "../../graph/graph.ts";
import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportCall } from "../import-rule.ts";

/** The lengths of a window along the axes after rows and channels. */
interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

/**
 * The attributes of a convolution or pool with everything said: kernel_shape, strides, dilations, and pads in place of
 * `auto_pad`. Kernels on GPUs misread what is left to defaults.
 *
 * @param pads what `auto_pad` stands for along each axis, in total.
 * @throws {UnsupportedOptionError} if the kernel's or an axis's length is not known.
 */
export function windowAttributes(
  { inputs, attributes, node }: ImportCall,
  weights: GraphValue | undefined,
  pads: (window: Window, lengths: readonly number[]) => readonly number[],
): Attributes {
  const kernel =
    numbersAttribute(attributes, "kernel_shape") ?? (weights?.shape.slice(2) as readonly number[] | undefined);
  if (kernel === undefined) {
    throw new UnsupportedOptionError({ subject: `${node.operator}'s kernel_shape`, rule: "must be given" });
  }
  const ones = kernel.map(() => 1);
  const strides = numbersAttribute(attributes, "strides") ?? ones;
  const dilations = numbersAttribute(attributes, "dilations") ?? ones;
  const window = { kernel, strides, dilations };
  return {
    ...withoutAttributes(attributes, "auto_pad"),
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints(padsOf(inputs[0]!, attributes, window, pads)),
  };
}

function padsOf(
  value: GraphValue,
  attributes: Attributes,
  window: Window,
  totals: (window: Window, lengths: readonly number[]) => readonly number[],
): readonly number[] {
  const automatic = textAttribute(attributes, "auto_pad", "NOTSET");
  const none = window.kernel.flatMap(() => [0, 0]);
  if (automatic === "NOTSET" || automatic === "") return numbersAttribute(attributes, "pads") ?? none;
  if (automatic === "VALID") return none;
  const lengths = value.shape.slice(2);
  if (lengths.some(isRows)) {
    throw new UnsupportedOptionError({ subject: "auto_pad", rule: "needs lengths that do not depend on the batch" });
  }
  const total = totals(window, lengths as readonly number[]).map((pad) => Math.max(pad, 0));
  // Of an odd number, SAME_UPPER has the larger half at the end.
  const before = total.map((pad) => (automatic === "SAME_UPPER" ? Math.floor(pad / 2) : Math.ceil(pad / 2)));
  return [...before, ...total.map((pad, axis) => pad - before[axis]!)];
}

/** How far a window reaches along an axis. */
export function reach({ kernel, dilations }: Window, axis: number): number {
  return (kernel[axis]! - 1) * dilations[axis]! + 1;
}

/** What SAME pads in total: so much that there are ⌈length / stride⌉ windows. */
export function samePads(window: Window, lengths: readonly number[]): readonly number[] {
  return lengths.map((length, axis) => {
    const stride = window.strides[axis]!;
    return (Math.ceil(length / stride) - 1) * stride + reach(window, axis) - length;
  });
}
