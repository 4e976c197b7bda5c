import { float, int } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitStandardized } from "./standardized.ts";

/** What {@link emitLayerNorm} takes. */
export interface LayerNormInputs {
  readonly x: GraphValue;
  /** Of the lengths of the axes that are normalised, or a shape that broadcasts to them. @default ones */
  readonly scale?: GraphValue | undefined;
  /** Likewise. @default zeros */
  readonly bias?: GraphValue | undefined;
  /** The first of the axes that are normalised together; from the end if negative. */
  readonly axis: number;
  readonly epsilon: number;
}

/**
 * x brought to mean 0 and variance 1 over the axes from `axis` on, then scaled and shifted.
 *
 * `LayerNormalization` on CPUs. The kernel of GPUs takes the variance as mean x² - (mean x)², of which nothing is left where
 * the mean is large (in onnxruntime-web 1.30 a row about 4000 came out 57 % too small): there it is composed.
 */
export function emitLayerNorm(
  graph: GraphBuilder,
  { x, scale, bias, axis, epsilon }: LayerNormInputs,
  name?: string,
): GraphValue {
  if (graph.target === "wasm" && scale !== undefined) {
    const attributes = { axis: int(axis), epsilon: float(epsilon) };
    return graph.apply("LayerNormalization", [x, scale, bias], attributes, name);
  }
  const axes = x.shape.map((_, index) => index).slice(normalAxis(axis, x.shape.length));
  const { normal } = emitStandardized(graph, x, axes, epsilon);
  const scaled = scale === undefined ? normal : graph.apply("Mul", [normal, scale]);
  return bias === undefined ? scaled : graph.apply("Add", [scaled, bias], {}, name);
}
