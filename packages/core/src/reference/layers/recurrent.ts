import type { DrawnMask } from "../../dropout/apply-dropout.ts";
import type { DropoutMask } from "../../dropout/dropout-mask.ts";
import { recurrentRuns, type RecurrentRun, type RecurrentSpec } from "../../model/recurrent.ts";
import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { BackwardPass, ForwardPass, LayerGradients, LayerKernel, NamedArrays } from "../layer-kernel.ts";
import { affine } from "./dense.ts";
import { addTo, partOf, putPosition, sideBySide, takePosition } from "./positions.ts";
import type { RecurrentCell, RecurrentTrace } from "../kernels/recurrent-cell.ts";

/** What one run over the positions leaves behind. */
interface RunTrace extends RecurrentTrace {
  readonly run: RecurrentRun;
  /** Its input as the product took it, [rows, positions, inputs]. */
  readonly input: Float32Array;
  readonly inputMask: DrawnMask | undefined;
  readonly stateMask: DrawnMask | undefined;
}

/** What the runs of a layer have in common. */
interface RunForm {
  readonly cell: RecurrentCell;
  readonly hidden: number;
  readonly positions: number;
  readonly rows: number;
}

/**
 * A recurrent layer of any cell: for each layer and direction W_ih·x + b_ih of all positions at once, then position after
 * position W_hh·h + b_hh and the cell, h beginning at 0. With dropout x and h are masked on their way into the products,
 * at all positions alike; the h that a cell itself carries on is not.
 *
 * Backward from the last position of a run to its first: the gradient of h is that of the output there, to which is added
 * what comes from the position after it, itself f32(straight + through W_hh). The parameters' sums run over the positions
 * 0, 1, ... of a row, whichever way the run went, and on from the rows before; two directions add their input gradients,
 * forwards first.
 */
export function recurrentKernel(
  kernels: Kernels,
  cell: RecurrentCell,
  spec: RecurrentSpec,
  { inputShape, sites }: ResolvedLayer,
): LayerKernel<readonly RunTrace[]> {
  const positions = inputShape[0]!;
  const { hidden, layers, returnSequence } = spec;
  const runs = recurrentRuns(spec);
  const directions = runs.length / layers;

  return {
    forward(input, rows, pass) {
      const form: RunForm = { cell, hidden, positions, rows };
      const traces: RunTrace[] = [];
      let x = input;
      for (let layer = 0; layer < layers; layer++) {
        for (const run of runs.slice(layer * directions, (layer + 1) * directions)) {
          traces.push(runForward(kernels, form, run, x, pass.parameters, masksOf(spec, sites, traces.length, pass)));
        }
        const states = traces.slice(-directions).map((trace) => trace.states);
        x = sideBySide(states, hidden);
      }
      if (returnSequence === "all") return { output: x, saved: traces };
      const final = traces.slice(-directions).map(({ run, states }) => {
        return takePosition(kernels, states, rows, positions, lastPosition(run, positions), hidden);
      });
      return { output: sideBySide(final, hidden), saved: traces };
    },

    backward(outputGradient, { rows, saved }, pass) {
      const form: RunForm = { cell, hidden, positions, rows };
      const gradients: Record<string, Float32Array> = {};
      let ofStates = saved.slice(-directions).map(({ run }, direction) => {
        const own = partOf(outputGradient, hidden, direction, directions);
        if (returnSequence === "all") return own;
        const spread = kernels.floats(rows * positions * hidden);
        putPosition(spread, own, rows, positions, lastPosition(run, positions));
        return spread;
      });
      let input: Float32Array | undefined;
      for (let layer = layers - 1; layer >= 0; layer--) {
        const own = { ...pass, needsInputGradient: layer > 0 || pass.needsInputGradient };
        const results = saved
          .slice(layer * directions, (layer + 1) * directions)
          .map((trace, direction) => runBackward(kernels, form, trace, ofStates[direction]!, own));
        for (const { parameters } of results) Object.assign(gradients, parameters);
        input = results.map((result) => result.input).reduce((sum, next) => sum && kernels.add(sum, next!, sum));
        if (layer > 0) ofStates = results.map((_, direction) => partOf(input!, hidden, direction, directions));
      }
      return { ...(input === undefined ? {} : { input }), parameters: gradients };
    },
  };
}

function runForward(
  kernels: Kernels,
  { cell, hidden, positions, rows }: RunForm,
  run: RecurrentRun,
  x: Float32Array,
  parameters: NamedArrays,
  masks: { readonly input: DropoutMask | undefined; readonly state: DropoutMask | undefined },
): RunTrace {
  const { weightIh, weightHh, biasIh, biasHh } = ownArrays(run, parameters);
  const inputs = x.length / (rows * positions);
  const inputMask = masks.input && kernels.drawMask(masks.input, [rows, positions, inputs]);
  const stateMask = masks.state && kernels.drawMask(masks.state);
  const input = inputMask === undefined ? x : kernels.applyMask(x, inputMask);
  const fromInput = affine(kernels, input, weightIh!, biasIh, inputs);
  const places = rows * positions * hidden;
  const trace: RunTrace = {
    run,
    input,
    inputMask,
    stateMask,
    fromInput,
    fromState: kernels.floats(fromInput.length),
    gates: kernels.floats(fromInput.length),
    states: kernels.floats(places),
    cells: kernels.floats(cell.hasCells ? places : 0),
    taken: kernels.floats(places),
  };
  const weight = kernels.transpose(weightHh!, cell.gates * hidden, hidden);
  let before = -1;
  for (const position of positionsOf(run, positions)) {
    const state =
      before < 0 ? kernels.floats(rows * hidden) : takePosition(kernels, trace.states, rows, positions, before, hidden);
    const taken = stateMask === undefined ? state : kernels.applyMask(state, stateMask);
    putPosition(trace.taken, taken, rows, positions, position);
    const product = kernels.matmul(taken, weight, rows, hidden);
    putPosition(
      trace.fromState,
      biasHh === undefined ? product : kernels.addToRows(product, biasHh),
      rows,
      positions,
      position,
    );
    kernels.cellForward(cell, trace, { rows, hidden, positions, position, before });
    before = position;
  }
  return trace;
}

/** @param ofStates gradient with respect to the run's h, [rows, positions, hidden] */
function runBackward(
  kernels: Kernels,
  { cell, hidden, positions, rows }: RunForm,
  trace: RunTrace,
  ofStates: Float32Array,
  { parameters, sums, needsInputGradient }: BackwardPass,
): LayerGradients {
  const { run, inputMask, stateMask } = trace;
  const { weightIh, weightHh, biasIh } = ownArrays(run, parameters);
  const products = cell.gates * hidden;
  const vectors = rows * positions;
  const gradients = {
    fromInput: kernels.floats(vectors * products),
    fromState: kernels.floats(vectors * products),
  };
  const ofCells = kernels.floats(rows * hidden);
  let ofState: Float32Array = kernels.floats(rows * hidden);
  const backwards = positionsOf(run, positions).toReversed();
  for (const [index, position] of backwards.entries()) {
    const before = backwards[index + 1] ?? -1;
    const state = addTo(takePosition(kernels, ofStates, rows, positions, position, hidden), ofState);
    kernels.cellBackward(cell, trace, { rows, hidden, positions, position, before }, gradients, state, ofCells);
    if (before < 0) break;
    const ofProduct = takePosition(kernels, gradients.fromState, rows, positions, position, products);
    const through = kernels.matmul(ofProduct, weightHh!, rows, products);
    ofState = addTo(state, stateMask === undefined ? through : kernels.applyMaskGradient(through, stateMask));
  }
  const before = ownArrays(run, sums);
  const arrays = {
    weightIh: kernels.matmulOfTransposed(gradients.fromInput, trace.input, vectors, before.weightIh),
    weightHh: kernels.matmulOfTransposed(gradients.fromState, trace.taken, vectors, before.weightHh),
    ...(biasIh === undefined
      ? {}
      : {
          biasIh: kernels.sumRows(gradients.fromInput, products, before.biasIh),
          biasHh: kernels.sumRows(gradients.fromState, products, before.biasHh),
        }),
  };
  const named = Object.entries(arrays).map(([array, values]) => [ROLES[array as Role] + run.suffix, values] as const);
  if (!needsInputGradient) return { parameters: Object.fromEntries(named) };
  const ofInput = kernels.matmul(gradients.fromInput, weightIh!, vectors, products);
  return {
    input: inputMask === undefined ? ofInput : kernels.applyMaskGradient(ofInput, inputMask),
    parameters: Object.fromEntries(named),
  };
}

type Role = "weightIh" | "weightHh" | "biasIh" | "biasHh";

/** What the parameters' names begin with. */
const ROLES: Readonly<Record<Role, string>> = {
  weightIh: "weight_ih_",
  weightHh: "weight_hh_",
  biasIh: "bias_ih_",
  biasHh: "bias_hh_",
};

/** A run's arrays among those of the layer. */
function ownArrays({ suffix }: RecurrentRun, arrays: NamedArrays): Readonly<Partial<Record<Role, Float32Array>>> {
  const found = Object.entries(ROLES).map(([role, start]) => [role, arrays[start + suffix]] as const);
  return Object.fromEntries(found.filter(([, array]) => array !== undefined));
}

/** The masks of a run: the input's site comes before the state's, and every run has as many. */
function masksOf(
  { inputDropout, recurrentDropout }: RecurrentSpec,
  sites: readonly number[],
  run: number,
  { masks }: ForwardPass,
): { readonly input: DropoutMask | undefined; readonly state: DropoutMask | undefined } {
  const drawn = [inputDropout, recurrentDropout].filter((rate) => rate !== undefined).length;
  const own = sites.slice(run * drawn, (run + 1) * drawn).map((site) => masks?.[site]);
  return {
    input: inputDropout === undefined ? undefined : own[0],
    state: recurrentDropout === undefined ? undefined : own.at(-1),
  };
}

/** The positions in the order of a run. */
function positionsOf({ reverse }: RecurrentRun, positions: number): readonly number[] {
  const forwards = Array.from({ length: positions }, (_, position) => position);
  return reverse ? forwards.toReversed() : forwards;
}

/** Where a run ends. */
function lastPosition({ reverse }: RecurrentRun, positions: number): number {
  return reverse ? 0 : positions - 1;
}
