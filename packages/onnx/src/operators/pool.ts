import { UnsupportedOptionError } from "@lockstep/core";
import type { ConvolutionAxis } from "@lockstep/core/engine";
import { numberAttribute, numbersAttribute } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";
import { windowAxes, type WindowCall } from "./window-axes.ts";

/** `AveragePool`: [rows, channels, ...lengths] to [rows, channels, ...positions]. */
export const inferAveragePool: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  return { elementType, shape: [...shape.slice(0, 2), ...pooledAxes(call).map(({ positions }) => positions)] };
};

/** `MaxPool`: as `AveragePool`; the second output holds the place of each maximum in the whole input. */
export const inferMaxPool: InferenceRule = (call) => {
  if (numberAttribute(call.attributes, "storage_order", 0) !== 0) {
    throw new UnsupportedOptionError({
      subject: `operator ${call.operator}: storage_order`,
      rule: "must be 0, row-major",
      received: 1,
    });
  }
  const { elementType, shape } = requiredInput(call, 0);
  const pooled = [...shape.slice(0, 2), ...pooledAxes(call).map(({ positions }) => positions)];
  return [
    { elementType, shape: pooled },
    { elementType: "int64", shape: pooled },
  ];
};

/** `GlobalAveragePool` and `GlobalMaxPool`: a length of 1 on every spatial axis. */
export const inferGlobalPool: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  if (shape.length < 3) throw misfit(call, "needs an input [rows, channels, ...lengths]");
  return { elementType, shape: shape.map((length, axis) => (axis < 2 ? length : 1)) };
};

/** How the window of a pool moves over its input. */
export function pooledAxes(call: WindowCall): readonly ConvolutionAxis[] {
  const [x] = call.inputs as readonly GraphValue[];
  const kernel = numbersAttribute(call.attributes, "kernel_shape");
  if (kernel === undefined) throw misfit(call, "needs a kernel_shape");
  return windowAxes(call, x!.shape.slice(2), kernel, numberAttribute(call.attributes, "ceil_mode", 0) !== 0);
}
