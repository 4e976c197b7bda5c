import { emitConvTranspose } from "../../compose/emit-conv-transpose.ts";
import { emitConv } from "../../compose/emit-conv.ts";
import { UnsupportedOptionError } from "@lockstep/core";
import { int, ints, numberAttribute, numbersAttribute } from "../../graph/attribute.ts";
import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportRule } from "../import-rule.ts";
import { reach, samePads, windowAttributes } from "./windows.ts";

/** `Conv` with explicit pads. */
export const importConv: ImportRule = (call) => {
  const { graph, inputs, node } = call;
  const attributes = windowAttributes(call, inputs[1], samePads);
  const groups = numberAttribute(attributes, "group", 1);
  return [emitConv(graph, inputs, { ...attributes, group: int(groups) }, node.outputs[0]!)];
};

/** `ConvTranspose` with explicit pads; `output_shape` is refused, which exporters do not write. */
export const importConvTranspose: ImportRule = (call) => {
  const { graph, inputs, node } = call;
  if (numbersAttribute(call.attributes, "output_shape") !== undefined) {
    throw new UnsupportedOptionError({
      subject: "ConvTranspose's output_shape",
      rule: "is not taken",
      remedy: "Export it with pads and output_padding.",
    });
  }
  const outputPadding = numbersAttribute(call.attributes, "output_padding") ?? inputs[1]!.shape.slice(2).map(() => 0);
  const attributes = windowAttributes(call, inputs[1], (window, lengths) =>
    lengths.map((length, axis) => {
      const stride = window.strides[axis]!;
      return stride * (length - 1) + outputPadding[axis]! + reach(window, axis) - length * stride;
    }),
  );
  const groups = numberAttribute(attributes, "group", 1);
  const own = {
    ...withoutAttributes(attributes, "output_shape"),
    group: int(groups),
    output_padding: ints(outputPadding),
  };
  return [emitConvTranspose(graph, inputs, own, node.outputs[0]!)];
};
