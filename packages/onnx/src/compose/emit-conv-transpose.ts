import { ints, type Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { numbersOf, windowSettings, type WindowCall } from "../operators/window-axes.ts";
import { emitPadEnd } from "./emit-pad-end.ts";

/**
 * `ConvTranspose` by what the runtime's kernels can do: their `output_padding` must be below the stride, ONNX's below the
 * stride or the dilation. What is more is appended as the zeros that it is.
 *
 * @param inputs X, W and, if there is one, B.
 * @param attributes as of the operator.
 */
export function emitConvTranspose(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  const [x, w, bias] = inputs;
  const call: WindowCall = { operator: "ConvTranspose", inputs, attributes };
  const axes = x!.shape.length - 2;
  const { strides, before, after } = windowSettings(call, axes);
  const padding = numbersOf(call, "output_padding", axes, 0);
  if (padding.every((count, axis) => count < strides[axis]!))
    return graph.apply("ConvTranspose", inputs, attributes, name);
  // Padding at the end takes away what output padding gives.
  const surplus = padding.map((count, axis) => Math.max(0, count - after[axis]!));
  const cut = after.map((count, axis) => Math.max(0, count - padding[axis]!));
  const product = graph.apply("ConvTranspose", [x, w], {
    ...attributes,
    pads: ints([...before, ...cut]),
    output_padding: ints(padding.map(() => 0)),
  });
  const padded = emitPadEnd(graph, product, [0, 0, ...surplus]);
  if (bias === undefined) return padded;
  return graph.apply(
    "Add",
    [padded, graph.apply("Reshape", [bias, graph.integers([-1, ...surplus.map(() => 1)])])],
    {},
    name,
  );
}
