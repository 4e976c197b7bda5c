import type { DrawnMask } from "../dropout/apply-dropout.ts";
import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { ResolvedLayer } from "../model/resolve-layers.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { NamedArrays } from "./layer-kernel.ts";

/** The DropConnect masks of one optimiser step, drawn. */
export interface DroppedConnections {
  /** The parameters that layers compute with: W' = keep ? f32(W · scale) : 0 where W has a mask, the others as they are. */
  weights(parameters: NamedArrays): NamedArrays;
  /**
   * The gradients with respect to W, given those with respect to W': keep ? f32(S · scale) : 0, where S sums over all
   * micro-batches of the step.
   */
  gradients(sums: NamedArrays): NamedArrays;
}

/**
 * Draws the masks of all layers with DropConnect. They cover weights and not rows, so that they are drawn and applied
 * once a step, however its batch is cut.
 *
 * @param masks one for each random site of the model; undefined drops nothing.
 */
export function dropConnections(
  kernels: Kernels,
  layers: readonly ResolvedLayer[],
  masks: readonly DropoutMask[] | undefined,
): DroppedConnections {
  const drawn: Record<string, DrawnMask> = {};
  if (masks !== undefined) drawConnections(kernels, layers, masks, drawn);
  const masked = (arrays: NamedArrays, apply: (values: Float32Array, mask: DrawnMask) => Float32Array) =>
    Object.fromEntries(
      Object.entries(arrays).map(([name, values]) => {
        const mask = drawn[name];
        return [name, mask === undefined ? values : apply(values, mask)];
      }),
    );
  return {
    weights: (parameters) => masked(parameters, kernels.applyMask),
    gradients: (sums) => masked(sums, kernels.applyMaskGradient),
  };
}

/** The masks of DropConnect by the name of the weight, of layers inside others too. */
function drawConnections(
  kernels: Kernels,
  layers: readonly ResolvedLayer[],
  masks: readonly DropoutMask[],
  drawn: Record<string, DrawnMask>,
): void {
  for (const { sites, randomSites, parameters, branches } of layers) {
    for (const branch of branches) drawConnections(kernels, branch, masks, drawn);
    if (branches.length > 0 || randomSites[0]?.kind !== "drop-connect") continue;
    drawn[parameters.find(({ role }) => role === "weight")!.name] = drawForLong(kernels, masks[sites[0]!]!);
  }
}

/** Draws a mask that outlives the scope. */
function drawForLong(kernels: Kernels, mask: DropoutMask): DrawnMask {
  return kernels.scope(
    () => {
      const drawn = kernels.drawMask(mask);
      return "keep" in drawn ? { ...drawn, keep: drawn.keep.slice() } : drawn;
    },
    shapeSize(mask.shape) / Float32Array.BYTES_PER_ELEMENT,
  );
}
