import type { GruSpec, LstmSpec } from "@lockstep/core";
import { recurrentRuns } from "@lockstep/core/engine";
import { GRU_CELL } from "../compose/gru-cell.ts";
import { LSTM_CELL } from "../compose/lstm-cell.ts";
import { emitRecurrentRun, type RecurrentRunForm } from "../compose/recurrent-run.ts";
import { int, ints } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { applyDraw } from "../network/apply-draw.ts";
import type { DrawValues } from "../network/draw-values.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

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
      const taken =
        form.inputDraw === undefined ? x : applyDraw(graph, form.inputDraw, x, `${form.name}.input-dropout`);
      const turned = graph.apply("Transpose", [taken], { perm: ints([1, 0, 2]) });
      const { states, last } = emitRecurrentRun(graph, form, turned);
      return asSequence ? sequenceOf(graph, states, spec.hidden) : last.h;
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

/** A run with the draw of its input, the same for all positions. */
interface DrawnRunForm extends RecurrentRunForm {
  readonly inputDraw: DrawValues | undefined;
}

function runForms(context: LayerContext, spec: GruSpec | LstmSpec): readonly DrawnRunForm[] {
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
    ...drawsOf(context, spec, run, `${layer.name}.${suffix}`),
    name: `${layer.name}.${suffix}`,
  }));
}

/** The input's site comes before the state's, and every run has as many. */
function drawsOf(
  { graph, layer, draws }: LayerContext,
  { hidden, inputDropout, recurrentDropout }: GruSpec | LstmSpec,
  run: number,
  name: string,
): Pick<DrawnRunForm, "inputDraw" | "dropState"> {
  const count = [inputDropout, recurrentDropout].filter((rate) => rate !== undefined).length;
  const own = layer.sites.slice(run * count, (run + 1) * count).map((site) => draws[site]);
  const ofState = recurrentDropout === undefined ? undefined : own.at(-1);
  return {
    inputDraw: inputDropout === undefined ? undefined : own[0],
    ...(ofState === undefined ? {} : { dropState: (h) => dropped(graph, ofState, h, hidden, `${name}.state-dropout`) }),
  };
}

/** A draw has the shape [rows, 1, hidden]. */
function dropped(graph: GraphBuilder, draw: DrawValues, h: GraphValue, hidden: number, name: string): GraphValue {
  const apart = reshapeTo(graph, h, ["rows", 1, hidden]);
  return reshapeTo(graph, applyDraw(graph, draw, apart, name), ["rows", hidden]);
}
