import type { ConvolutionAxis } from "@lockstep/core/engine";
import { numberAttribute, numbersAttribute } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { graphShapesEqual, isRows, type Dimension } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";
import { windowAxes, type WindowCall } from "./window-axes.ts";

/** `Conv(X, W, B?)`: [rows, channels, ...lengths] and [outChannels, channels / group, ...kernel] to [rows, outChannels, ...]. */
export const inferConv: InferenceRule = (call) => {
  const [x, w] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (x.shape.length < 3 || x.shape.length !== w.shape.length) {
    throw misfit(call, "needs an input [rows, channels, ...lengths] and a weight of as many axes");
  }
  const [rows, channels] = x.shape;
  const [outChannels, channelsOfGroup] = w.shape;
  const groups = numberAttribute(call.attributes, "group", 1);
  if (multiplyDimensions([channelsOfGroup!, groups]) !== channels || !divides(groups, outChannels!)) {
    throw misfit(call, `needs channels that fit its weight in ${groups} group${groups === 1 ? "" : "s"}`);
  }
  const kernel = numbersAttribute(call.attributes, "kernel_shape");
  if (kernel !== undefined && !graphShapesEqual(kernel, w.shape.slice(2))) {
    throw misfit(call, "needs a weight of its kernel_shape");
  }
  requireBias(call, outChannels!);
  const positions = convolvedAxes(call).map((axis) => axis.positions);
  return { elementType: x.elementType, shape: [rows!, outChannels!, ...positions] };
};

/** How the window of a `Conv` moves over its input. */
export function convolvedAxes(call: WindowCall): readonly ConvolutionAxis[] {
  const [x, w] = call.inputs as readonly GraphValue[];
  return windowAxes(call, x!.shape.slice(2), w!.shape.slice(2));
}

/** The third input of a convolution is one number an output channel. */
export function requireBias(call: WindowCall, outChannels: Dimension): void {
  const bias = call.inputs[2];
  if (bias !== undefined && !graphShapesEqual(bias.shape, [outChannels])) {
    throw misfit(call, "needs a bias of one number for each output channel");
  }
}

/** Whether so many groups can share the channels. */
export function divides(groups: number, channels: Dimension): boolean {
  return groups === 1 || (!isRows(channels) && channels % groups === 0);
}
