import { convolutionAxes, transposedConvolutionAxes, type ResolvedLayer } from "@lockstep/core/engine";
import { emitConv } from "../compose/emit-conv.ts";
import { emitConvTranspose } from "../compose/emit-conv-transpose.ts";
import { int, ints } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import { windowAttributes } from "../operators/window-axes.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

type Spec<Kind extends ResolvedLayer["spec"]["kind"]> = Extract<ResolvedLayer["spec"], { readonly kind: Kind }>;

/** A convolution over one to three axes: y = W ∗ x + b, W as it is stored, [outChannels, channels / groups, ...kernel]. */
export function emitConvolution(
  context: LayerContext,
  spec: Spec<"conv1d" | "conv2d" | "conv3d">,
  input: GraphValue,
): GraphValue {
  const { graph, layer } = context;
  const window = windowAttributes(convolutionAxes(spec, layer.inputShape));
  const operands = [input, parameterOf(context, "weight"), ...biasOf(context)];
  return emitConv(graph, operands, { ...window, group: int(spec.groups) }, `${layer.name}.conv`);
}

/** A transposed convolution over one or two axes, W as it is stored, [channels, outChannels / groups, ...kernel]. */
export function emitTransposedConvolution(
  context: LayerContext,
  spec: Spec<"conv-transpose1d" | "conv-transpose2d">,
  input: GraphValue,
): GraphValue {
  const { graph, layer } = context;
  const axes = transposedConvolutionAxes(spec, layer.inputShape);
  const attributes = {
    ...windowAttributes(axes),
    pads: ints([...spec.padding, ...spec.padding]),
    output_padding: ints(spec.outputPadding),
    group: int(spec.groups),
  };
  const operands = [input, parameterOf(context, "weight"), ...biasOf(context)];
  return emitConvTranspose(graph, operands, attributes, `${layer.name}.conv-transpose`);
}

function biasOf(context: LayerContext): readonly GraphValue[] {
  const bias = parameterOf(context, "bias");
  return bias === undefined ? [] : [bias];
}
