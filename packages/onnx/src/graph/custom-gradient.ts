import type { GraphValue } from "./graph.ts";

/**
 * The derivative of a value that several nodes make together, written down as a whole: differentiation goes from the value
 * straight to `inputs`, and past the nodes between.
 */
export interface CustomGradient {
  readonly inputs: readonly (GraphValue | undefined)[];
  /**
   * How to emit the gradient of each input, in order, from that of the value; only those that are needed are called. An
   * input without a gradient has no entry.
   */
  readonly emitters: (gradient: GraphValue) => readonly ((() => GraphValue) | undefined)[];
}
