import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphShape } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import { maskInput, type PackedBits } from "./mask-input.ts";

/** The graph inputs of one random site. */
export type DrawValues = MaskValues | NoiseValues;

/** Of a site that drops. */
export interface MaskValues {
  /** Bool, true keeps; its lengths are 1 along the axes that share a draw. */
  readonly mask: GraphValue;
  /** Where the mask is unpacked in the graph: the input that holds its bits. @default the mask is an input itself */
  readonly packed?: PackedBits;
  /** Scalar: what a kept element is multiplied by. */
  readonly scale: GraphValue;
  /** Scalars of alpha dropout: what is added to a kept element, and what a dropped one becomes. @default 0 and 0 */
  readonly affine?: { readonly offset: GraphValue; readonly fill: GraphValue };
}

/** Of a site that puts noise on its input. */
export interface NoiseValues {
  /** What each element is multiplied by, or what is added to it. */
  readonly noise: GraphValue;
  readonly noiseKind: "multiply" | "add";
}

/** What a site does with its draw. */
export type DrawKind = "mask" | "affine-mask" | "multiply" | "add";

/** Makes the graph inputs of random site number `site`, whose draw has the shape `shape`. */
export function drawInputs(graph: GraphBuilder, site: number, kind: DrawKind, shape: GraphShape): DrawValues {
  if (kind === "multiply" || kind === "add") {
    return { noise: graph.input(`noise.${site}`, "float32", shape), noiseKind: kind };
  }
  const scalar = (name: string): GraphValue => graph.input(`${name}.${site}`, "float32", []);
  return {
    ...maskInput(graph, `mask.${site}`, shape),
    scale: scalar("scale"),
    ...(kind === "affine-mask" ? { affine: { offset: scalar("offset"), fill: scalar("fill") } } : {}),
  };
}
