import { UnsupportedOptionError } from "@lockstep/core";
import type { Dimension } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";

/**
 * The runtime's WebGPU kernels are silently wrong for some grouped convolutions, such as two groups of three channels into
 * five. One channel into one they compute right; all else is to be written with one group a call.
 *
 * @param channels of input and output.
 * @throws {UnsupportedOptionError} for other groups on a GPU.
 */
export function requireSafeGroups(
  graph: GraphBuilder,
  operator: string,
  groups: number,
  channels: readonly Dimension[],
): void {
  if (graph.target !== "webgpu" || groups === 1 || channels.every((count) => count === groups)) return;
  throw new UnsupportedOptionError({
    subject: `operator ${operator}: group`,
    rule: "must be 1, or one channel into one, for the kernels of webgpu",
    received: groups,
    remedy: "Emit it by emitConv or emitConvTranspose, which split the groups.",
  });
}
