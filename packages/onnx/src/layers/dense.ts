import { UnsupportedOptionError } from "@lockstep/core";
import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/**
 * y = x·Wᵀ + b, as one Gemm on W as it is stored, [units, inputs].
 *
 * @throws {UnsupportedOptionError} on rows of several axes, which Gemm does not take.
 */
export function emitDense({ graph, layer, parameters }: LayerContext, input: GraphValue): GraphValue {
  if (layer.inputShape.length !== 1) {
    throw new UnsupportedOptionError({
      subject: `layer ${layer.name} (dense)`,
      rule: "is written for rows of one axis",
      received: layer.inputShape,
      remedy: "Put flatten() before it.",
    });
  }
  const operands = layer.parameters.map(({ name }) => parameters.get(name));
  return graph.apply("Gemm", [input, ...operands], { transB: int(1) }, `${layer.name}.dense`);
}
