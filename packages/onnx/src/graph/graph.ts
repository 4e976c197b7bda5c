import type { Attributes } from "./attribute.ts";
import type { Dimension, GraphShape } from "./dimension.ts";
import type { ConstantData, ElementType } from "./element-type.ts";

/** What is known of a value before anything runs. */
export interface ValueType {
  readonly elementType: ElementType;
  readonly shape: GraphShape;
  /**
   * The elements of a value of at most one axis that are known beforehand: axes, target shapes, the result of `Shape`
   * and of arithmetic on it. A bool is 0 or 1; only an integer may be a multiple of the rows.
   */
  readonly contents?: readonly Dimension[];
}

/** An edge of the graph: a graph input, a constant or the output of one node. Its name is unique in its graph. */
export interface GraphValue extends ValueType {
  readonly name: string;
}

/** One operator call. An optional input that is left out is `undefined`. */
export interface GraphNode {
  readonly name: string;
  /** Operator of the `ai.onnx` domain: `Gemm`, `Relu`. */
  readonly operator: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly outputs: readonly GraphValue[];
  readonly attributes: Attributes;
}

/** A value whose elements are stored in the model. */
export interface Initializer {
  readonly value: GraphValue;
  readonly data: ConstantData;
}

/** A computation: nodes in an order in which they can run. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly initializers: readonly Initializer[];
  readonly nodes: readonly GraphNode[];
}
