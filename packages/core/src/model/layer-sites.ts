import type { RandomSite } from "../dropout/random-site.ts";
import { shareAxes } from "../dropout/shared-axes.ts";
import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { LayerSpec } from "./layer-spec.ts";

/**
 * What a layer draws, if it draws: a mask of its activation's shape, with 1 at the shared axes, or of its weight's.
 *
 * @param inputShape shape of one row of the layer's input.
 * @param axes what {@link sharedAxesOf} gives.
 */
export function siteOf(spec: LayerSpec, inputShape: Shape, axes: readonly number[]): RandomSite | undefined {
  const shape = (rows: number): Shape => shareAxes([rows, ...inputShape], axes);
  switch (spec.kind) {
    case "dropout":
    case "stochastic-depth":
      return { kind: "dropout", rate: spec.rate, shape };
    case "alpha-dropout":
    case "feature-alpha-dropout":
      return { kind: "alpha-dropout", rate: spec.rate, shape };
    case "gaussian-dropout":
      return { kind: "gaussian-dropout", rate: spec.rate, shape };
    case "gaussian-noise":
      return { kind: "gaussian-noise", standardDeviation: spec.standardDeviation, shape };
    case "dense":
      if (spec.dropConnect === undefined) return undefined;
      return { kind: "drop-connect", rate: spec.dropConnect, shape: () => [spec.units, inputShape[0]!] };
    case "flatten":
    case "leaky-relu":
    case "relu":
    case "sigmoid":
    case "tanh":
      return undefined;
  }
}

/**
 * The axes of the batch's activation, 0 being the rows, along which one draw of the layer serves all elements.
 *
 * @throws {ShapeMismatchError} if the layer names an axis that its activation does not have.
 */
export function sharedAxesOf(spec: LayerSpec, index: number, inputShape: Shape): readonly number[] {
  const axes = [0, ...inputShape.map((_, axis) => axis + 1)];
  switch (spec.kind) {
    case "feature-alpha-dropout":
      return axes.slice(2);
    case "stochastic-depth":
      return spec.mode === "batch" ? axes : axes.slice(1);
    case "dropout":
    case "alpha-dropout": {
      const { sharedAxes = [] } = spec;
      const stranger = sharedAxes.find((axis) => !axes.includes(axis));
      if (stranger === undefined) return sharedAxes;
      throw new ShapeMismatchError({
        subject: `layers[${index}] (${spec.kind}): shared axis ${stranger}`,
        rule: `is none of its activation's ${axes.length} axes, of which 0 is the rows`,
        received: inputShape,
        remedy: "Count axes on the whole batch, from 0.",
      });
    }
    case "dense":
    case "flatten":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "leaky-relu":
    case "relu":
    case "sigmoid":
    case "tanh":
      return [];
  }
}
