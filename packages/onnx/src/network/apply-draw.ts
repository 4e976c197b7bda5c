import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { DrawValues } from "./draw-values.ts";

/**
 * The law of core's `applyDropout`: y = mask ? x · scale + offset : fill, or x · noise, or x + noise. Dropped elements are
 * selected, so that a NaN or an infinity in them does not leak. Never ONNX's own `Dropout`: runtimes erase it or draw from
 * a generator of their own.
 *
 * @param name of the result.
 */
export function applyDraw(graph: GraphBuilder, draw: DrawValues, x: GraphValue, name: string): GraphValue {
  if ("noise" in draw) return graph.apply(draw.noiseKind === "multiply" ? "Mul" : "Add", [x, draw.noise], {}, name);
  const scaled = graph.apply("Mul", [x, draw.scale], {}, `${name}.scaled`);
  const kept = draw.affine === undefined ? scaled : graph.apply("Add", [scaled, draw.affine.offset]);
  return graph.apply("Where", [draw.mask, kept, draw.affine?.fill ?? graph.scalar(0)], {}, name);
}
