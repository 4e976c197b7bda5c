import type { RecurrentSpec } from "@lockstep/core";
import { recurrentRuns, type RecurrentRun, type ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { UnitMask } from "../../masks/unit-mask.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { splitParts } from "../split-parts.ts";
import type { RecurrentCell } from "./recurrent-cell.ts";
import {
  positionsFirst,
  recurrentBackward,
  recurrentForward,
  type RecurrentRunForm,
  type RecurrentRunTrace,
} from "./recurrent-run.ts";

/** What a run was and left behind. */
interface Pass {
  readonly run: RecurrentRun;
  readonly form: RecurrentRunForm;
  readonly trace: RecurrentRunTrace;
}

/**
 * A recurrent layer of any cell: runs over the positions, one for each layer and direction, the states of all directions
 * side by side being the next layer's input. With dropout x and h are masked on their way into the products, at all
 * positions alike; the h that a cell itself carries on is not.
 */
export function recurrentKernel(
  cell: RecurrentCell,
  spec: RecurrentSpec,
  { inputShape, sites }: ResolvedLayer,
): LayerKernel<readonly Pass[]> {
  const { hidden, layers, returnSequence } = spec;
  const forwards = Array.from({ length: inputShape[0]! }, (_, position) => position);
  const runs = recurrentRuns(spec).map((run, index) => ({
    run,
    order: run.reverse ? forwards.toReversed() : forwards,
    sites: sitesOf(spec, sites, index),
  }));
  const directions = runs.length / layers;

  return {
    forward(input, { tf, parameters, masks }) {
      const passes: Pass[] = [];
      let x = input;
      for (let layer = 0; layer < layers; layer++) {
        const own = runs.slice(layer * directions, (layer + 1) * directions).map(({ run, order, sites: drawn }) => {
          const form = { cell, hidden, order, ...arraysOf(run, parameters), ...masksAt(drawn, masks) };
          return { run, form, trace: recurrentForward(tf, form, x) };
        });
        passes.push(...own);
        const asSequence = layer < layers - 1 || returnSequence === "all";
        x = sideBySide(
          tf,
          own.map(({ form, trace }) =>
            asSequence ? tf.stack([...trace.states], 1) : trace.states[form.order.at(-1)!]!,
          ),
        );
      }
      return { output: x, saved: passes };
    },

    backward(outputGradient, { saved }, { tf, needsInputGradient }) {
      const gradients: Record<string, DeviceTensor> = {};
      let gradient = outputGradient;
      let asSequence = returnSequence === "all";
      let input: DeviceTensor | undefined;
      for (let layer = layers - 1; layer >= 0; layer--) {
        const wantsInput = layer > 0 || needsInputGradient;
        const ofDirections = directions === 1 ? [gradient] : tf.split(gradient, directions, -1);
        const results = saved
          .slice(layer * directions, (layer + 1) * directions)
          .map(({ run, form, trace }, direction) => {
            const ofStates = gradientsOfStates(tf, form, ofDirections[direction]!, asSequence);
            const { input: ofInput, ...arrays } = recurrentBackward(tf, form, trace, ofStates, wantsInput);
            for (const [role, array] of Object.entries(arrays)) gradients[ROLES[role as Role] + run.suffix] = array;
            return ofInput;
          });
        input = wantsInput ? results.reduce((sum, next) => tf.add(sum!, next!)) : undefined;
        if (layer > 0) gradient = input!;
        asSequence = true;
      }
      return { ...(input === undefined ? {} : { input }), parameters: gradients };
    },
  };
}

/** The gradients of a run's states, position by position: of all, or of the one where the run ends. */
function gradientsOfStates(
  tf: TfjsNamespace,
  { order }: RecurrentRunForm,
  gradient: DeviceTensor,
  asSequence: boolean,
): readonly (DeviceTensor | undefined)[] {
  if (asSequence) return splitParts(tf, positionsFirst(tf, gradient), order.length);
  const last = order.at(-1)!;
  return order.map((_, position) => (position === last ? gradient : undefined));
}

function sideBySide(tf: TfjsNamespace, states: readonly DeviceTensor[]): DeviceTensor {
  return states.length === 1 ? states[0]! : tf.concat([...states], -1);
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
function arraysOf({ suffix }: RecurrentRun, parameters: DeviceTensors): Pick<RecurrentRunForm, Role> {
  return {
    weightIh: parameters[ROLES.weightIh + suffix]!,
    weightHh: parameters[ROLES.weightHh + suffix]!,
    biasIh: parameters[ROLES.biasIh + suffix],
    biasHh: parameters[ROLES.biasHh + suffix],
  };
}

/** Where a run draws. */
interface RunSites {
  readonly input: number | undefined;
  readonly state: number | undefined;
}

/** The input's site comes before the state's, and every run has as many. */
function sitesOf({ inputDropout, recurrentDropout }: RecurrentSpec, sites: readonly number[], run: number): RunSites {
  const drawn = [inputDropout, recurrentDropout].filter((rate) => rate !== undefined).length;
  const own = sites.slice(run * drawn, (run + 1) * drawn);
  return {
    input: inputDropout === undefined ? undefined : own[0],
    state: recurrentDropout === undefined ? undefined : own.at(-1),
  };
}

function masksAt(
  { input, state }: RunSites,
  masks: readonly UnitMask[] | undefined,
): Pick<RecurrentRunForm, "inputMask" | "stateMask"> {
  return {
    inputMask: input === undefined ? undefined : masks?.[input],
    stateMask: state === undefined ? undefined : masks?.[state],
  };
}
