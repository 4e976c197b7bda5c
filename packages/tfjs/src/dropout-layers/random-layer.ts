import type { RandomSite } from "@lockstep/core";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import type { RandomLayerKind, RandomLayerLaw } from "./random-layer-kind.ts";

/** A layer of the family in a model of tfjs. */
export interface RandomLayer extends InstanceType<LayersNamespace["layers"]["Layer"]> {
  readonly seed: number | bigint;
  /** Number of the layer among those of its model that draw. */
  readonly site: number;
  /** What it draws by, checked. */
  readonly law: RandomLayerLaw;
  /**
   * Optimiser step whose masks it draws: that of the model's next update. Part of its config, so that files have it. An
   * integer in [0, 2^32 - 1]; `dropoutSteps` moves it on.
   */
  lockstepStep: number;
  /**
   * The random site that it is for an input.
   *
   * @param inputShape rows first.
   */
  randomSite(inputShape: readonly number[]): RandomSite;
}

/**
 * The random site that a layer is for an input.
 *
 * @param inputShape rows first.
 * @throws {ShapeMismatchError} if the input has not the axes that the law needs.
 */
export function randomSiteOf(kind: RandomLayerKind, law: RandomLayerLaw, inputShape: readonly number[]): RandomSite {
  const { draws } = kind;
  const shared = kind.sharedAxes(law, inputShape.length);
  const shape = (rows: number): number[] =>
    inputShape.map((length, axis) => (shared.includes(axis) ? 1 : axis === 0 ? rows : length));
  return draws === "gaussian-noise"
    ? { kind: draws, standardDeviation: law.standardDeviation!, shape }
    : { kind: draws, rate: law.rate!, shape };
}
