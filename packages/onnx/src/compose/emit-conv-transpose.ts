import { UnsupportedOptionError } from "@lockstep/core";
import { int, ints, numberAttribute, type Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { padAxes } from "../gradients/pad-axes.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { inferOutputs } from "../operators/infer-outputs.ts";
import { numbersOf, windowSettings, type WindowCall } from "../operators/window-axes.ts";
import { emitByGroups } from "./emit-by-groups.ts";
import { repeatChannels } from "./repeat-channels.ts";

/**
 * `ConvTranspose` by what the target's kernels can do. On every target `output_padding` must be below the stride, ONNX's
 * below the stride or the dilation: what is more is appended as the zeros that it is. On webgpu groups are computed one by
 * one, or, where each has one channel of input, as one channel into one.
 *
 * @param inputs X, W and, if there is one, B.
 * @param attributes as of the operator.
 * @throws {UnsupportedOptionError} on webgpu over more than two axes, for which it has no kernel.
 */
export function emitConvTranspose(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  const call: WindowCall = { operator: "ConvTranspose", inputs, attributes };
  inferOutputs({ ...call, outputCount: 1 });
  const [x, w, bias] = inputs;
  const axes = x!.shape.length - 2;
  const { strides, before, after } = windowSettings(call, axes);
  const padding = numbersOf(call, "output_padding", axes, 0);
  const window = { ...attributes, kernel_shape: ints(w!.shape.slice(2).map(Number)) };
  if (padding.every((count, axis) => count < strides[axis]!)) return emitGroups(graph, inputs, window, name);
  // Padding at the end takes away what output padding gives.
  const surplus = padding.map((count, axis) => Math.max(0, count - after[axis]!));
  const cut = after.map((count, axis) => Math.max(0, count - padding[axis]!));
  const settings = { ...window, pads: ints([...before, ...cut]), output_padding: ints(padding.map(() => 0)) };
  const product = emitGroups(graph, [x, w], settings, name);
  const padded = padAxes(
    graph,
    product,
    surplus.map((count, axis) => ({ axis: axis + 2, before: 0, after: count })),
  );
  if (bias === undefined) return padded;
  const ofChannels = reshapeTo(graph, bias, [bias.shape[0]!, ...surplus.map(() => 1)]);
  return graph.apply("Add", [padded, ofChannels], {}, name);
}

function emitGroups(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  const [x, w, ...bias] = inputs as readonly GraphValue[];
  const groups = numberAttribute(attributes, "group", 1);
  if (graph.target === "wasm") return graph.apply("ConvTranspose", inputs, attributes, name);
  if (x!.shape.length > 4) {
    throw new UnsupportedOptionError({
      subject: `operator ConvTranspose (${name})`,
      rule: "goes over at most two axes on webgpu",
      received: x!.shape.length - 2,
    });
  }
  const alone = { ...attributes, group: int(1) };
  if (groups === 1) return graph.apply("ConvTranspose", inputs, alone, name);
  if (x!.shape[1] !== groups) {
    return emitByGroups(graph, inputs, groups, (parts) => graph.apply("ConvTranspose", parts, alone), name);
  }
  const filters = Number(w!.shape[1]);
  const weight = filters === 1 ? w! : reshapeTo(graph, w!, [groups * filters, 1, ...w!.shape.slice(2)]);
  const operands = [repeatChannels(graph, x!, filters), weight, ...bias];
  return graph.apply("ConvTranspose", operands, { ...alone, group: int(groups * filters) }, name);
}
