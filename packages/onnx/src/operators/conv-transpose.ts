import { UnsupportedOptionError } from "@lockstep/core";
import type { ConvolutionAxis } from "@lockstep/core/engine";
import { numberAttribute, numbersAttribute } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { graphShapesEqual } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import { divides, requireBias } from "./conv.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";
import { knownLengths, numbersOf, windowSettings, type WindowCall } from "./window-axes.ts";

/** `ConvTranspose(X, W, B?)`: [rows, channels, ...positions] and [channels, outChannels / group, ...kernel] to [rows, outChannels, ...]. */
export const inferConvTranspose: InferenceRule = (call) => {
  const [x, w] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (x.shape.length < 3 || x.shape.length !== w.shape.length) {
    throw misfit(call, "needs an input [rows, channels, ...lengths] and a weight of as many axes");
  }
  const groups = numberAttribute(call.attributes, "group", 1);
  const [rows, channels] = x.shape;
  const outChannels = multiplyDimensions([w.shape[1]!, groups]);
  if (w.shape[0] !== channels || outChannels === undefined || !divides(groups, channels!)) {
    throw misfit(call, `needs channels that fit its weight in ${groups} group${groups === 1 ? "" : "s"}`);
  }
  const kernel = numbersAttribute(call.attributes, "kernel_shape");
  if (kernel !== undefined && !graphShapesEqual(kernel, w.shape.slice(2))) {
    throw misfit(call, "needs a weight of its kernel_shape");
  }
  requireBias(call, outChannels);
  const lengths = projectedAxes(call).map(({ length }) => length);
  return { elementType: x.elementType, shape: [rows!, outChannels, ...lengths] };
};

/**
 * How the window of a `ConvTranspose` moves over its output.
 *
 * @throws {UnsupportedOptionError} for an `output_shape`, which an importer turns into `pads`.
 */
export function projectedAxes(call: WindowCall): readonly ConvolutionAxis[] {
  if (numbersAttribute(call.attributes, "output_shape") !== undefined) {
    throw new UnsupportedOptionError({
      subject: `operator ${call.operator}: output_shape`,
      rule: "is not written here",
      remedy: "Write the padding that gives it as pads and output_padding.",
    });
  }
  const [x, w] = call.inputs as readonly GraphValue[];
  const [counts, kernel] = [knownLengths(call, x!.shape.slice(2)), knownLengths(call, w!.shape.slice(2))];
  const { strides, dilations, before, after } = windowSettings(call, counts.length);
  const more = numbersOf(call, "output_padding", counts.length, 0);
  return counts.map((positions, axis) => {
    const [stride, dilation, padding] = [strides[axis]!, dilations[axis]!, before[axis]!];
    const span = stride * (positions - 1) + dilation * (kernel[axis]! - 1) + 1;
    const length = span + more[axis]! - padding - after[axis]!;
    if (length < 1) throw misfit(call, "needs pads that leave something of its output");
    return { length, kernel: kernel[axis]!, stride, dilation, padding, positions };
  });
}
