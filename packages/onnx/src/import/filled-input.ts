import { UnsupportedOptionError } from "@lockstep/core";
import { int } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import type { ElementType } from "../graph/element-type.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** An input of a file that has one value everywhere, such as an attention mask of ones. */
export interface FilledInput {
  readonly name: string;
  readonly elementType: string;
  /** Its whole shape, where its first axis is not the batch. */
  readonly shape?: readonly number[];
  /** Of one row. */
  readonly rowShape: readonly number[];
  readonly value: number;
}

/**
 * The value of such an input, [rows, ...rowShape], or of its own shape.
 *
 * @param data whose rows it has.
 */
export function emitFilledInput(
  graph: GraphBuilder,
  { name, elementType, shape: own, rowShape, value }: FilledInput,
  data: GraphValue,
): GraphValue {
  if (!(elementType in DATA_TYPE_CODES)) {
    throw new UnsupportedOptionError({
      subject: `input ${name}`,
      rule: `must be of type ${Object.keys(DATA_TYPE_CODES).join(", ")}`,
      received: elementType,
    });
  }
  const ones = rowShape.map(() => 1);
  const rows = graph.apply("Shape", [data], { start: int(0), end: int(1) });
  const shape =
    own === undefined ? graph.apply("Concat", [rows, graph.integers(rowShape)], { axis: int(0) }) : graph.integers(own);
  const filled = graph.apply("Expand", [graph.constant(Float32Array.of(value), [1, ...ones]), shape]);
  if (elementType === "float32") return filled;
  return graph.apply("Cast", [filled], { to: int(DATA_TYPE_CODES[elementType as ElementType]) });
}
