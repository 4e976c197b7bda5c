import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphNode, GraphValue } from "../graph/graph.ts";

/** What a rule works with: the call y = f(inputs), and the gradient of the final scalar with respect to y. */
export interface GradientContext {
  readonly graph: GraphBuilder;
  readonly node: GraphNode;
  /** The call's inputs; a rule reads those that its operator requires. */
  readonly inputs: readonly GraphValue[];
  /** The first output. */
  readonly output: GraphValue;
  /** Of the first output, with its shape; zeros where the loss does not depend on it. */
  readonly gradient: GraphValue;
  /** Of every output, for operators of several; `undefined` where the loss does not depend on it. */
  readonly gradients: readonly (GraphValue | undefined)[];
}

/** Emits the nodes of one input's gradient, which has that input's shape. */
export type EmitGradient = () => GraphValue;

/**
 * The derivative of one operator: how to emit the gradient of each input, in order. Only those that are needed are
 * called, so that no node is emitted in vain. An input without a gradient (a condition, a shape) has no entry.
 */
export type GradientRule = (context: GradientContext) => readonly (EmitGradient | undefined)[];
