import { int, ints } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphShape } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reshapeTo } from "./reshape-to.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * Y = A·B: dA = G·Bᵀ and dB = Aᵀ·G, summed over the axes that broadcast. A vector counts as the matrix that the operator
 * makes of it. Where B is one matrix for all of A, the axes before A's last are one: each gradient is then one Gemm.
 */
export const matMulGradient: GradientRule = ({ graph, inputs: [a, b], gradient }) => {
  const matrixA: GraphShape = a!.shape.length === 1 ? [1, ...a!.shape] : a!.shape;
  const matrixB: GraphShape = b!.shape.length === 1 ? [...b!.shape, 1] : b!.shape;
  const product: GraphShape = [
    ...gradient.shape.slice(0, gradient.shape.length - (a!.shape.length > 1 ? 1 : 0) - (b!.shape.length > 1 ? 1 : 0)),
    matrixA.at(-2)!,
    matrixB.at(-1)!,
  ];
  const rowsOfA = multiplyDimensions(matrixA.slice(0, -1));
  const operands = (): readonly [GraphValue, GraphValue, GraphValue] => [
    reshapeTo(graph, a!, matrixA),
    reshapeTo(graph, b!, matrixB),
    reshapeTo(graph, gradient, product),
  ];
  if (matrixB.length === 2 && rowsOfA !== undefined) {
    const flat = (): readonly [GraphValue, GraphValue] => [
      reshapeTo(graph, a!, [rowsOfA, matrixA.at(-1)!]),
      reshapeTo(graph, gradient, [rowsOfA, matrixB[1]!]),
    ];
    return [
      () => {
        const [, g] = flat();
        const matrix = reshapeTo(graph, b!, matrixB);
        return reshapeTo(graph, graph.apply("Gemm", [g, matrix], { transB: int(1) }), a!.shape);
      },
      () => reshapeTo(graph, graph.apply("Gemm", flat(), { transA: int(1) }), b!.shape),
    ];
  }
  return [
    () => {
      const [, matrix, g] = operands();
      const whole = graph.apply("MatMul", [g, transposed(graph, matrix)]);
      return reshapeTo(graph, sumToShape(graph, whole, matrixA), a!.shape);
    },
    () => {
      const [matrix, , g] = operands();
      const whole = graph.apply("MatMul", [transposed(graph, matrix), g]);
      return reshapeTo(graph, sumToShape(graph, whole, matrixB), b!.shape);
    },
  ];
};

/** The last two axes exchanged. */
function transposed(graph: GraphBuilder, value: GraphValue): GraphValue {
  const rank = value.shape.length;
  const order = [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2];
  return graph.apply("Transpose", [value], { perm: ints(order) });
}
