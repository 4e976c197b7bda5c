import type { GruSpec, LstmSpec } from "@lockstep/core";
import { recurrentRuns } from "@lockstep/core/engine";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import type { DrawValues } from "../network/draw-values.ts";
import { GRU_CELL } from "./gru-cell.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";
import { LSTM_CELL } from "./lstm-cell.ts";
import { emitRecurrentRun, type RecurrentRunForm } from "./recurrent-run.ts";

/**
 * `gru` and `lstm`: runs over the positions, one for each layer and direction, the states of both directions side by side
 * being the next layer's input.
 */
export function emitRecurrent(context: LayerContext, spec: GruSpec | LstmSpec, input: GraphValue): GraphValue {
  const { graph, layer } = context;
  const forms = runForms(context, spec);
  const directions = forms.length / spec.layers;
  let x = input;
  for (let level = 0; level < spec.layers; level++) {
    const asSequence = level < spec.layers - 1 || spec.returnSequence === "all";
    const outputs = forms.slice(level * directions, (level + 1) * directions).map((form) => {
      const states = emitRecurrentRun(graph, form, x);
      return asSequence ? sequenceOf(graph, states, spec.hidden) : states[form.order.at(-1)!]!;
    });
    x = outputs.length === 1 ? outputs[0]! : graph.apply("Concat", outputs, { axis: int(-1) }, `${layer.name}.states`);
  }
  return x;
}

/** States of [rows, hidden] as [rows, positions, hidden]. */
function sequenceOf(graph: GraphBuilder, states: readonly GraphValue[], hidden: number): GraphValue {
  const apart = states.map((state) => reshapeTo(graph, state, ["rows", 1, hidden]));
  return graph.apply("Concat", apart, { axis: int(1) });
}

function runForms(context: LayerContext, spec: GruSpec | LstmSpec): readonly RecurrentRunForm[] {
  const { layer } = context;
  const forwards = Array.from({ length: layer.inputShape[0]! }, (_, position) => position);
  return recurrentRuns(spec).map(({ suffix, reverse }, run) => ({
    cell: spec.kind === "gru" ? GRU_CELL : LSTM_CELL,
    hidden: spec.hidden,
    order: reverse ? forwards.toReversed() : forwards,
    weightIh: parameterOf(context, `weight_ih_${suffix}`)!,
    weightHh: parameterOf(context, `weight_hh_${suffix}`)!,
    biasIh: parameterOf(context, `bias_ih_${suffix}`),
    biasHh: parameterOf(context, `bias_hh_${suffix}`),
    ...drawsOf(context, spec, run),
    name: `${layer.name}.${suffix}`,
  }));
}

/** The input's site comes before the state's, and every run has as many. */
function drawsOf(
  { layer, draws }: LayerContext,
  { inputDropout, recurrentDropout }: GruSpec | LstmSpec,
  run: number,
): { readonly inputDraw: DrawValues | undefined; readonly stateDraw: DrawValues | undefined } {
  const count = [inputDropout, recurrentDropout].filter((rate) => rate !== undefined).length;
  const own = layer.sites.slice(run * count, (run + 1) * count).map((site) => draws[site]);
  return {
    inputDraw: inputDropout === undefined ? undefined : own[0],
    stateDraw: recurrentDropout === undefined ? undefined : own.at(-1),
  };
}
