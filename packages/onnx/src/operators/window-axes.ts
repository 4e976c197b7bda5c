import { UnsupportedOptionError } from "@lockstep/core";
import type { ConvolutionAxis } from "@lockstep/core/engine";
import { ints, numberAttribute, numbersAttribute, textAttribute, type Attributes } from "../graph/attribute.ts";
import { isRows, type GraphShape } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import { misfit } from "./operator-call.ts";

/** The call of an operator whose window moves over the axes after the first two. */
export interface WindowCall {
  readonly operator: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attributes: Attributes;
}

/** The attributes of a window, one number an axis. */
export interface WindowSettings {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * Reads `strides`, `dilations` and `pads` of a window over so many axes.
 *
 * @throws {UnsupportedOptionError} for an `auto_pad`, which an importer turns into `pads`.
 * @throws {ShapeMismatchError} for an attribute of another length.
 */
export function windowSettings(call: WindowCall, axes: number): WindowSettings {
  const automatic = textAttribute(call.attributes, "auto_pad", "NOTSET");
  if (automatic !== "NOTSET" && automatic !== "") {
    throw new UnsupportedOptionError({
      subject: `operator ${call.operator}: auto_pad`,
      rule: "must be NOTSET here",
      received: automatic,
      remedy: "Write the padding as pads.",
    });
  }
  const pads = numbersOf(call, "pads", 2 * axes, 0);
  const group = numberAttribute(call.attributes, "group", 1);
  if (!Number.isInteger(group) || group < 1) throw misfit(call, "needs a group of 1 or more");
  return {
    strides: numbersOf(call, "strides", axes, 1, 1),
    dilations: numbersOf(call, "dilations", axes, 1, 1),
    before: pads.slice(0, axes),
    after: pads.slice(axes),
  };
}

/**
 * How the window of a convolution or a pool moves over each axis.
 *
 * @param lengths of the input's spatial axes.
 * @param kernel lengths of the window.
 * @param takesPart whether a last window that juts out is taken, as pools do by `ceil_mode`.
 * @throws {ShapeMismatchError} if a length depends on the batch, or the window does not fit.
 */
export function windowAxes(
  call: WindowCall,
  lengths: GraphShape,
  kernel: GraphShape,
  takesPart = false,
): readonly ConvolutionAxis[] {
  const { strides, dilations, before, after } = windowSettings(call, lengths.length);
  const [known, sizes] = [knownLengths(call, lengths), knownLengths(call, kernel)];
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1)) throw misfit(call, "needs a window of 1 or more");
  if (sizes.length !== known.length) throw misfit(call, "needs a window with as many axes as its input");
  return known.map((length, axis) => {
    const [stride, dilation, padding] = [strides[axis]!, dilations[axis]!, before[axis]!];
    const room = length + padding + after[axis]! - dilation * (sizes[axis]! - 1) - 1;
    let positions = Math.floor((room + (takesPart ? stride - 1 : 0)) / stride) + 1;
    if (takesPart && (positions - 1) * stride >= length + padding) positions--;
    if (positions < 1) throw misfit(call, "needs an input that its window fits into");
    return { length, kernel: sizes[axis]!, stride, dilation, padding, positions };
  });
}

/** How many places an axis and the padding before it fall short of the last window's end; negative where they exceed it. */
export function overhang({ length, kernel, stride, dilation, padding, positions }: ConvolutionAxis): number {
  return stride * (positions - 1) + dilation * (kernel - 1) + 1 - length - padding;
}

/**
 * The attributes under which a window stops at the positions of `axes`: padding at the end is what the last window needs,
 * and no rounding. All are written out, since not every kernel infers them.
 */
export function windowAttributes(axes: readonly ConvolutionAxis[]): Attributes {
  const before = axes.map(({ padding }) => padding);
  const after = axes.map((axis) => Math.max(0, overhang(axis)));
  return {
    kernel_shape: ints(axes.map(({ kernel }) => kernel)),
    strides: ints(axes.map(({ stride }) => stride)),
    dilations: ints(axes.map(({ dilation }) => dilation)),
    pads: ints([...before, ...after]),
  };
}

/** Spatial lengths, which cannot depend on the batch. @throws {ShapeMismatchError} where one does */
export function knownLengths(call: WindowCall, lengths: GraphShape): readonly number[] {
  return lengths.map((length) => {
    if (isRows(length)) throw misfit(call, "needs spatial axes whose lengths are known beforehand");
    return length;
  });
}

/**
 * An attribute of one integer an axis, none below `least`.
 *
 * @throws {ShapeMismatchError} for any other.
 */
export function numbersOf(
  call: WindowCall,
  name: string,
  count: number,
  fallback: number,
  least = 0,
): readonly number[] {
  const numbers = numbersAttribute(call.attributes, name) ?? Array.from({ length: count }, () => fallback);
  if (numbers.length !== count) throw misfit(call, `needs ${count} numbers as ${name}`);
  if (!numbers.every((number) => Number.isInteger(number) && number >= least)) {
    throw misfit(call, `needs integers from ${least} on as ${name}`);
  }
  return numbers;
}
