import { float, int, numberAttribute, type Attributes } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * Y = alpha·A'·B' + beta·C, where ' transposes if `transA` or `transB` say so: dA' = alpha·G·B'ᵀ, dB' = alpha·A'ᵀ·G,
 * dC = beta·G summed over the axes that broadcast. Each is one Gemm that reads A, B and G as they are stored: a kernel
 * packs its operands anyway, and onnxruntime-web is no faster with a `Transpose` before it.
 */
export const gemmGradient: GradientRule = ({ graph, node, inputs: [a, b, c], gradient }) => {
  const transposesA = numberAttribute(node.attributes, "transA", 0) !== 0;
  const transposesB = numberAttribute(node.attributes, "transB", 0) !== 0;
  const alpha = numberAttribute(node.attributes, "alpha", 1);
  const beta = numberAttribute(node.attributes, "beta", 1);
  return [
    () =>
      transposesA
        ? graph.apply("Gemm", [b, gradient], transpositions(transposesB, true, alpha))
        : graph.apply("Gemm", [gradient, b], transpositions(false, !transposesB, alpha)),
    () =>
      transposesB
        ? graph.apply("Gemm", [gradient, a], transpositions(true, transposesA, alpha))
        : graph.apply("Gemm", [a, gradient], transpositions(!transposesA, false, alpha)),
    () => {
      const scaled = beta === 1 ? gradient : graph.apply("Mul", [gradient, graph.scalar(beta)]);
      return sumToShape(graph, scaled, c!.shape);
    },
  ];
};

function transpositions(transA: boolean, transB: boolean, alpha: number): Attributes {
  return {
    ...(transA ? { transA: int(1) } : {}),
    ...(transB ? { transB: int(1) } : {}),
    ...(alpha === 1 ? {} : { alpha: float(alpha) }),
  };
}
