import { reshapeTo } from "../gradients/reshape-to.ts";
import { isRows } from "../graph/dimension.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitScaledChannels } from "./scale-channels.ts";
import { emitStandardized } from "./standardized.ts";

/** What {@link emitGroupNorm} takes. */
export interface GroupNormInputs {
  /** [rows, channels, ...positions] */
  readonly x: GraphValue;
  /** [channels], or [groups] as in opset 18. @default ones */
  readonly scale?: GraphValue | undefined;
  /** [channels], or [groups]. @default zeros */
  readonly bias?: GraphValue | undefined;
  /** A divisor of the channels; as many as channels make instance norm. */
  readonly groups: number;
  readonly epsilon: number;
}

/**
 * Neighbouring channels, all positions, brought to mean 0 and variance 1 together, each row by itself; then scaled and
 * shifted. `GroupNormalization` and `InstanceNormalization`, which have no kernels on GPUs.
 */
export function emitGroupNorm(graph: GraphBuilder, { x, scale, bias, groups, epsilon }: GroupNormInputs): GraphValue {
  const [rows, ...rest] = x.shape;
  const size = multiplyDimensions(rest);
  // Only where lengths besides the rows depend on the batch is the size of a group not known.
  const segment = size === undefined || isRows(size) ? undefined : size / groups;
  const grouped =
    segment === undefined
      ? graph.apply("Reshape", [x, graph.integers([0, groups, -1])])
      : reshapeTo(graph, x, [rows!, groups, segment]);
  const { normal } = emitStandardized(graph, grouped, [2], epsilon);
  const perGroup = (value: GraphValue | undefined): boolean => value !== undefined && value.shape[0] === groups;
  if ((perGroup(scale) || perGroup(bias)) && groups !== x.shape[1]) {
    return reshapeTo(graph, emitScaledChannels(graph, normal, { scale, bias }), x.shape);
  }
  return emitScaledChannels(graph, reshapeTo(graph, normal, x.shape), { scale, bias });
}
