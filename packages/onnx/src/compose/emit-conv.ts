import { UnsupportedOptionError } from "@lockstep/core";
import { int, numberAttribute, type Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { convolvedAxes } from "../operators/conv.ts";
import { inferOutputs } from "../operators/infer-outputs.ts";
import { windowAttributes, type WindowCall } from "../operators/window-axes.ts";
import { convByPlanes } from "./conv-by-planes.ts";
import { emitByGroups } from "./emit-by-groups.ts";
import { repeatChannels } from "./repeat-channels.ts";

/**
 * `Conv` by what the target's kernels compute right. Those of webgpu have no gradient over three axes, and give wrong
 * numbers for some groups: there a convolution over three axes is a sum of ones over two, and groups are computed one by
 * one, or, where each has one channel of input, as one channel into one.
 *
 * @param inputs X, W and, if there is one, B.
 * @param attributes as of the operator.
 * @throws {UnsupportedOptionError} on webgpu over more than three axes.
 */
export function emitConv(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  const call: WindowCall = { operator: "Conv", inputs, attributes };
  inferOutputs({ ...call, outputCount: 1 });
  const axes = convolvedAxes(call);
  const groups = numberAttribute(attributes, "group", 1);
  const window = windowAttributes(axes);
  const grouped = groups === 1 ? window : { ...window, group: int(groups) };
  if (graph.target === "wasm") return graph.apply("Conv", inputs, grouped, name);
  if (axes.length > 3) {
    throw new UnsupportedOptionError({
      subject: `operator Conv (${name})`,
      rule: "goes over at most three axes on webgpu",
      received: axes.length,
    });
  }
  if (axes.length === 3) {
    const overPlanes = (operands: readonly GraphValue[], own: Attributes): GraphValue =>
      emitConv(graph, operands, own, `${name}.plane`);
    return convByPlanes(graph, call, axes, overPlanes, name);
  }
  const [x, w, ...bias] = inputs;
  if (groups === 1) return graph.apply("Conv", inputs, window, name);
  if (x!.shape[1] !== groups)
    return emitByGroups(graph, inputs, groups, (parts) => graph.apply("Conv", parts, window), name);
  const filters = Number(w!.shape[0]);
  const repeated = repeatChannels(graph, x!, filters / groups);
  return graph.apply("Conv", [repeated, w, ...bias], { ...window, group: int(filters) }, name);
}
