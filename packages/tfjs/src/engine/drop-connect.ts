import type { DropoutMask } from "@lockstep/core";
import type { EngineModel, ResolvedLayer } from "@lockstep/core/engine";

import type { UnitMask } from "../masks/unit-mask.ts";
import { unitMaskOf } from "../masks/unit-mask-of.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { ParameterLayouts } from "./parameter-layouts.ts";

/** The DropConnect masks of one optimiser step. */
export interface DroppedConnections {
  /** The parameters that layers compute with: W' = keep ? f32(W · scale) : 0 where W has a mask, the others as they are. */
  weights(parameters: DeviceTensors): DeviceTensors;
  /**
   * The gradients with respect to W, given those with respect to W': keep ? f32(S · scale) : 0, where S sums over all
   * micro-batches of the step.
   */
  gradients(sums: DeviceTensors): DeviceTensors;
}

/**
 * The masks of all layers with DropConnect. They cover weights and not rows, so that they are applied once a step, however
 * its batch is cut.
 *
 * @param model with the layouts in which the device keeps its weights; a mask is in the specification's.
 * @param masks one for each random site of the model; undefined drops nothing.
 */
export function dropConnections(
  tf: TfjsNamespace,
  { layers, layouts }: Pick<EngineModel, "layers"> & { readonly layouts: ParameterLayouts },
  masks: readonly DropoutMask[] | undefined,
): DroppedConnections {
  const byWeight = new Map<string, UnitMask>();
  for (const [name, site] of connectionSites(layers)) {
    if (masks !== undefined) byWeight.set(name, unitMaskOf(tf, masks[site]!, layouts.get(name)));
  }
  const masked = (tensors: DeviceTensors, apply: (mask: UnitMask, tensor: DeviceTensor) => DeviceTensor) => {
    if (byWeight.size === 0) return tensors;
    return Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => {
        const mask = byWeight.get(name);
        return [name, mask === undefined ? tensor : apply(mask, tensor)];
      }),
    );
  };
  return {
    weights: (parameters) => masked(parameters, (mask, weight) => mask.apply(weight)),
    gradients: (sums) => masked(sums, (mask, sum) => mask.applyGradient(sum)),
  };
}

/** The weights that have a mask, by name, with their random sites; of layers inside others too. */
function connectionSites(layers: readonly ResolvedLayer[]): readonly (readonly [string, number])[] {
  return layers.flatMap(({ sites, randomSites, parameters, branches }) => {
    if (branches.length > 0) return connectionSites(branches.flat());
    if (randomSites[0]?.kind !== "drop-connect") return [];
    return [[parameters.find(({ role }) => role === "weight")!.name, sites[0]!] as const];
  });
}
