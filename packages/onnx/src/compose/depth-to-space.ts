import { ShapeMismatchError } from "@lockstep/core";
import { ints, numberAttribute, textAttribute, type Attributes } from "../graph/attribute.ts";
import { formatGraphShape } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";

/** `DepthToSpace`: [rows, block² · channels, height, width] to [rows, channels, block · height, block · width]. */
export function emitDepthToSpace(graph: GraphBuilder, x: GraphValue, attributes: Attributes): GraphValue {
  const block = numberAttribute(attributes, "blocksize", 1);
  const [rows, depth, height, width] = planes(x, "DepthToSpace", 1, block ** 2);
  const channels = depth / block ** 2;
  const channelsFirst = textAttribute(attributes, "mode", "DCR") === "CRD";
  const split = channelsFirst ? [channels, block, block] : [block, block, channels];
  const apart = reshapeTo(graph, x, [rows, ...split, height, width]);
  const order = channelsFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2];
  const turned = graph.apply("Transpose", [apart], { perm: ints(order) });
  return reshapeTo(graph, turned, [rows, channels, height * block, width * block]);
}

/** `SpaceToDepth`: [rows, channels, block · height, block · width] to [rows, block² · channels, height, width]. */
export function emitSpaceToDepth(graph: GraphBuilder, x: GraphValue, attributes: Attributes): GraphValue {
  const block = numberAttribute(attributes, "blocksize", 1);
  const [rows, channels, height, width] = planes(x, "SpaceToDepth", block, 1);
  const apart = reshapeTo(graph, x, [rows, channels, height / block, block, width / block, block]);
  const turned = graph.apply("Transpose", [apart], { perm: ints([0, 3, 5, 1, 2, 4]) });
  return reshapeTo(graph, turned, [rows, channels * block ** 2, height / block, width / block]);
}

/** @throws {ShapeMismatchError} unless channels and lengths are multiples of these. */
function planes(
  { name, shape }: GraphValue,
  operator: string,
  ofLengths: number,
  ofChannels: number,
): readonly [rows: GraphValue["shape"][number], channels: number, height: number, width: number] {
  const [rows, ...lengths] = shape;
  const [channels, height, width] = lengths.map(Number);
  const fits =
    shape.length === 4 &&
    Number.isInteger(ofLengths * ofChannels) &&
    ofLengths * ofChannels >= 1 &&
    channels! % ofChannels === 0 &&
    height! % ofLengths === 0 &&
    width! % ofLengths === 0;
  if (fits) return [rows!, channels!, height!, width!];
  throw new ShapeMismatchError({
    subject: `operator ${operator}: ${name}`,
    rule: "must be [rows, channels, height, width] that its blocks divide",
    received: formatGraphShape(shape),
  });
}
