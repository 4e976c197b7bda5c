import { applyDrawnMask, applyDrawnMaskGradient, drawMask, type DrawnMask } from "../dropout/apply-dropout.ts";
import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { ResolvedLayer } from "../model/layer-shapes.ts";
import type { ParameterArrays } from "./layer-stack.ts";

/** The DropConnect masks of one optimiser step, drawn. */
export interface DroppedConnections {
  /** The parameters that layers compute with: W' = keep ? f32(W · scale) : 0 where W has a mask, the others as they are. */
  weights(parameters: ParameterArrays): ParameterArrays;
  /**
   * The gradients with respect to W, given those with respect to W': keep ? f32(S · scale) : 0, where S sums over all
   * micro-batches of the step.
   */
  gradients(sums: ParameterArrays): ParameterArrays;
}

/**
 * Draws the masks of all layers with DropConnect. They cover weights and not rows, so that they are drawn and applied
 * once a step, however its batch is cut.
 *
 * @param masks one for each random site of the model; undefined drops nothing.
 */
export function dropConnections(
  layers: readonly ResolvedLayer[],
  masks: readonly DropoutMask[] | undefined,
): DroppedConnections {
  const drawn: Record<string, DrawnMask> = {};
  for (const { spec, sites, parameters } of layers) {
    const [site] = sites;
    if (spec.kind !== "dense" || site === undefined || masks === undefined) continue;
    drawn[parameters.find(({ role }) => role === "weight")!.name] = drawMask(masks[site]!);
  }
  const masked = (arrays: ParameterArrays, apply: (values: Float32Array, mask: DrawnMask) => Float32Array) =>
    Object.fromEntries(
      Object.entries(arrays).map(([name, values]) => {
        const mask = drawn[name];
        return [name, mask === undefined ? values : apply(values, mask)];
      }),
    );
  return {
    weights: (parameters) => masked(parameters, applyDrawnMask),
    gradients: (sums) => masked(sums, applyDrawnMaskGradient),
  };
}
