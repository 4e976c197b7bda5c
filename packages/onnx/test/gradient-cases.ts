import { float, int, type Attributes, type Dimension } from "../src/index.ts";
import type { Feed } from "./to-tensor.ts";

/** One operator call with small inputs, and the gradients of Σ v·y worked out by hand. */
export interface GradientCase {
  readonly name: string;
  readonly operator: string;
  readonly attributes?: Attributes;
  readonly inputs: readonly (Feed & { readonly symbolic?: readonly Dimension[] })[];
  /** Integer input that follows: axes or a target shape. */
  readonly integers?: readonly number[];
  /** v, of the output's shape. */
  readonly weights: readonly number[];
  readonly weightShape: readonly Dimension[];
  /** Expected gradient of each differentiable input, by hand. */
  readonly expected: readonly (readonly number[] | undefined)[];
}

const TANH_OF_HALF = Math.tanh(0.5);
const SIGMOID_OF_HALF = 1 / (1 + Math.exp(-0.5));

export const GRADIENT_CASES: readonly GradientCase[] = [
  {
    name: "Add, second input broadcast over the rows",
    operator: "Add",
    inputs: [
      { shape: [2, 2], data: [1, 2, 3, 4], symbolic: ["rows", 2] },
      { shape: [2], data: [5, 6] },
    ],
    weights: [1, 2, 3, 4],
    weightShape: ["rows", 2],
    expected: [
      [1, 2, 3, 4],
      [4, 6],
    ],
  },
  {
    name: "Sub, a column against a matrix",
    operator: "Sub",
    inputs: [
      { shape: [2, 1], data: [1, 2], symbolic: ["rows", 1] },
      { shape: [2, 2], data: [1, 2, 3, 4], symbolic: ["rows", 2] },
    ],
    weights: [1, 2, 3, 4],
    weightShape: ["rows", 2],
    expected: [
      [3, 7],
      [-1, -2, -3, -4],
    ],
  },
  {
    name: "Mul, added and stretched axes at once",
    operator: "Mul",
    inputs: [
      { shape: [2, 1], data: [2, 3] },
      { shape: [2, 2, 2], data: [1, 2, 3, 4, 5, 6, 7, 8], symbolic: ["rows", 2, 2] },
    ],
    weights: [1, 1, 1, 1, 1, 1, 1, 10],
    weightShape: ["rows", 2, 2],
    // d/da_0 = 1+2+5+6, d/da_1 = 3+4+7+80
    expected: [
      [14, 94],
      [2, 2, 3, 3, 2, 2, 3, 30],
    ],
  },
  {
    name: "Div by a scalar",
    operator: "Div",
    inputs: [
      { shape: [2], data: [6, 8] },
      { shape: [], data: [2] },
    ],
    weights: [1, 3],
    weightShape: [2],
    // d/db = -(1·6 + 3·8) / 4
    expected: [[0.5, 1.5], [-7.5]],
  },
  {
    name: "Neg",
    operator: "Neg",
    inputs: [{ shape: [2], data: [1, 2] }],
    weights: [3, 4],
    weightShape: [2],
    expected: [[-3, -4]],
  },
  {
    name: "Exp",
    operator: "Exp",
    inputs: [{ shape: [2], data: [0, 1] }],
    weights: [3, 2],
    weightShape: [2],
    expected: [[3, 2 * Math.E]],
  },
  {
    name: "Log",
    operator: "Log",
    inputs: [{ shape: [2], data: [0.5, 4] }],
    weights: [3, 2],
    weightShape: [2],
    expected: [[6, 0.5]],
  },
  {
    name: "Relu",
    operator: "Relu",
    inputs: [{ shape: [3], data: [-1, 2, 0.5] }],
    weights: [3, 4, 5],
    weightShape: [3],
    expected: [[0, 4, 5]],
  },
  {
    name: "LeakyRelu with a negative slope",
    operator: "LeakyRelu",
    attributes: { alpha: float(-0.25) },
    inputs: [{ shape: [3], data: [-1, 2, -3] }],
    weights: [4, 4, 8],
    weightShape: [3],
    expected: [[-1, 4, -2]],
  },
  {
    name: "LeakyRelu with ONNX's default slope",
    operator: "LeakyRelu",
    inputs: [{ shape: [2], data: [-1, 2] }],
    weights: [4, 4],
    weightShape: [2],
    expected: [[0.04, 4]],
  },
  {
    name: "Tanh",
    operator: "Tanh",
    inputs: [{ shape: [2], data: [0, 0.5] }],
    weights: [3, 2],
    weightShape: [2],
    expected: [[3, 2 * (1 - TANH_OF_HALF ** 2)]],
  },
  {
    name: "Sigmoid",
    operator: "Sigmoid",
    inputs: [{ shape: [2], data: [0, 0.5] }],
    weights: [4, 2],
    weightShape: [2],
    expected: [[1, 2 * SIGMOID_OF_HALF * (1 - SIGMOID_OF_HALF)]],
  },
  {
    name: "Where with broadcast branches",
    operator: "Where",
    inputs: [
      { elementType: "bool", shape: [2, 2], data: [1, 0, 0, 1], symbolic: ["rows", 2] },
      { shape: [2], data: [1, 2] },
      { shape: [], data: [3] },
    ],
    weights: [1, 2, 3, 5],
    weightShape: ["rows", 2],
    expected: [undefined, [1, 5], [5]],
  },
  {
    name: "Flatten",
    operator: "Flatten",
    attributes: { axis: int(1) },
    inputs: [{ shape: [2, 2, 1], data: [1, 2, 3, 4], symbolic: ["rows", 2, 1] }],
    weights: [5, 6, 7, 8],
    weightShape: ["rows", 2],
    expected: [[5, 6, 7, 8]],
  },
  {
    name: "Reshape",
    operator: "Reshape",
    inputs: [{ shape: [2, 2], data: [1, 2, 3, 4], symbolic: ["rows", 2] }],
    integers: [-1, 1, 2],
    weights: [5, 6, 7, 8],
    weightShape: ["rows", 1, 2],
    expected: [[5, 6, 7, 8]],
  },
  {
    name: "ReduceSum over columns, axis dropped",
    operator: "ReduceSum",
    attributes: { keepdims: int(0) },
    inputs: [{ shape: [2, 2], data: [1, 2, 3, 4], symbolic: ["rows", 2] }],
    integers: [-1],
    weights: [5, 6],
    weightShape: ["rows"],
    expected: [[5, 5, 6, 6]],
  },
  {
    name: "ReduceSum over the rows, axis kept",
    operator: "ReduceSum",
    attributes: { keepdims: int(1) },
    inputs: [{ shape: [2, 2], data: [1, 2, 3, 4], symbolic: ["rows", 2] }],
    integers: [0],
    weights: [5, 6],
    weightShape: [1, 2],
    expected: [[5, 6, 5, 6]],
  },
  {
    name: "ReduceSum over everything, by default",
    operator: "ReduceSum",
    attributes: { keepdims: int(0) },
    inputs: [{ shape: [2, 2], data: [1, 2, 3, 4] }],
    weights: [7],
    weightShape: [],
    expected: [[7, 7, 7, 7]],
  },
  {
    name: "ReduceMean over two axes",
    operator: "ReduceMean",
    attributes: { keepdims: int(0) },
    inputs: [{ shape: [2, 2, 2], data: [1, 2, 3, 4, 5, 6, 7, 8], symbolic: ["rows", 2, 2] }],
    integers: [1, 2],
    weights: [4, 8],
    weightShape: ["rows"],
    expected: [[1, 1, 1, 1, 2, 2, 2, 2]],
  },
  ...gemmCases(),
];

/** A·B + 2C scaled by 3, with A = [[1, 2]] and B = [[3, 4, 5], [6, 7, 8]], each stored as the transposition says. */
function gemmCases(): GradientCase[] {
  return [false, true].flatMap((transA) =>
    [false, true].map((transB) => ({
      name: `Gemm, transA ${transA}, transB ${transB}, alpha 3, beta 2`,
      operator: "Gemm",
      attributes: {
        ...(transA ? { transA: int(1) } : {}),
        ...(transB ? { transB: int(1) } : {}),
        alpha: float(3),
        beta: float(2),
      },
      inputs: [
        { shape: transA ? [2, 1] : [1, 2], data: [1, 2] },
        transB ? { shape: [3, 2], data: [3, 6, 4, 7, 5, 8] } : { shape: [2, 3], data: [3, 4, 5, 6, 7, 8] },
        { shape: [3], data: [1, 1, 1] },
      ],
      weights: [1, 0, 10],
      weightShape: [1, 3],
      expected: [
        // 3·(1·3 + 10·5), 3·(1·6 + 10·8)
        [159, 258],
        // 3·aᵀ·v = [[3, 0, 30], [6, 0, 60]]
        transB ? [3, 6, 0, 0, 30, 60] : [3, 0, 30, 6, 0, 60],
        [2, 0, 20],
      ],
    })),
  );
}
