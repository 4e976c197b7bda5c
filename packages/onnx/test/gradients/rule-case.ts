import type { ElementType, GraphBuilder, GraphShape, GraphValue } from "../../src/index.ts";

/** One call whose gradients are compared with central differences, on every target. */
export interface RuleCase {
  /** Operator, then what is special: `Conv, stride 2, two groups`. */
  readonly name: string;
  readonly inputs: readonly RuleInput[];
  /** Makes the output from the inputs, usually by `graph.apply`. */
  readonly build: (graph: GraphBuilder, inputs: readonly GraphValue[]) => GraphValue;
  /** By how much of the largest element a GPU may be off, where its functions are that rough. @default 1e-4 */
  readonly gpuTolerance?: number;
  /** Why a target cannot run it: the kernel that is missing. */
  readonly unsupported?: { readonly webgpu?: string };
}

/** One input of a {@link RuleCase}. */
export interface RuleInput {
  /** Its lengths; the rows are two. */
  readonly shape: GraphShape;
  /** @default "float32" */
  readonly elementType?: ElementType;
  /** @default distinct numbers within `range`, in no order */
  readonly data?: readonly number[];
  /** @default [-1, 1] */
  readonly range?: readonly [least: number, most: number];
  /** Whether a gradient is taken. @default whether it is of floats */
  readonly differentiable?: boolean;
}
