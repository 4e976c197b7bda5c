import { DROPOUT_RATE } from "../dropout/dropout-rate.ts";
import type { RandomSite } from "../dropout/random-site.ts";
import { requireScheduledRate, type RateSchedule } from "../dropout/rate-schedule.ts";
import { requireBoolean, requireInteger, requireOneOf } from "../errors/check-option.ts";
import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { LayerForm, LayerPlace } from "./layer-definition.ts";
import { uniformByFanIn } from "./uniform-by-fan-in.ts";

/** What the recurrent layers have in common, checked. */
export interface RecurrentSpec {
  /** Length of the state. */
  readonly hidden: number;
  /** How many, one on top of the other. */
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly bias: boolean;
  /** Whether the output has the state after every position, or after the last. */
  readonly returnSequence: "all" | "last";
  /** Probability of dropping a feature of the input, at all positions alike. @default none */
  readonly inputDropout?: number | RateSchedule;
  /** Probability of dropping a unit of the state where it enters the recurrent product, at all positions alike. @default none */
  readonly recurrentDropout?: number | RateSchedule;
}

/** Options of `gru` and `lstm`. */
export interface RecurrentOptions {
  /** Length of the state. */
  readonly hidden: number;
  /** How many, one on top of the other. @default 1 */
  readonly layers?: number;
  /** Whether a second one reads the positions from the last to the first; both states stand side by side. @default false */
  readonly bidirectional?: boolean;
  /** Whether biases are added. @default true */
  readonly bias?: boolean;
  /** The state after every position, or after the last one. @default "last" */
  readonly returnSequence?: "all" | "last";
  /** Probability of dropping a feature of each layer's input, at all positions alike; or a schedule. @default none */
  readonly inputDropout?: number | RateSchedule;
  /** Probability of dropping a unit of the state on its way into the recurrent product, at all positions alike. @default none */
  readonly recurrentDropout?: number | RateSchedule;
}

export const RECURRENT_OPTIONS: readonly string[] = [
  "hidden",
  "layers",
  "bidirectional",
  "bias",
  "returnSequence",
  "inputDropout",
  "recurrentDropout",
];

export const RECURRENT_HINTS: Readonly<Record<string, string>> = {
  hiddenSize: "Name it hidden.",
  hidden_size: "Name it hidden.",
  units: "Name it hidden.",
  inputSize: "The input tells it.",
  input_size: "The input tells it.",
  numLayers: "Name it layers.",
  num_layers: "Name it layers.",
  batch_first: "Rows always come first.",
  returnSequences: 'Write returnSequence: "all", or "last".',
  return_sequences: 'Write returnSequence: "all", or "last".',
  dropout: "Keras's is inputDropout; for PyTorch's put dropout(rate) between layers of one each.",
  recurrent_dropout: "Name it recurrentDropout.",
};

/** Checks the options of a recurrent layer. @throws {InvalidOptionError} naming the one that is wrong */
export function checkRecurrent(subject: string, options: Readonly<Record<string, unknown>>): RecurrentSpec {
  const { hidden, layers = 1, bidirectional = false, bias = true, returnSequence = "last" } = options;
  const { inputDropout, recurrentDropout } = options;
  return {
    hidden: requireInteger(`${subject}: hidden`, hidden, { min: 1 }),
    layers: requireInteger(`${subject}: layers`, layers, { min: 1 }),
    bidirectional: requireBoolean(`${subject}: bidirectional`, bidirectional),
    bias: requireBoolean(`${subject}: bias`, bias),
    returnSequence: requireOneOf(`${subject}: returnSequence`, returnSequence, ["all", "last"]),
    ...(inputDropout === undefined ? {} : { inputDropout: requireScheduledRate(inputDropout, DROPOUT_RATE) }),
    ...(recurrentDropout === undefined
      ? {}
      : { recurrentDropout: requireScheduledRate(recurrentDropout, DROPOUT_RATE) }),
  };
}

/**
 * Shape inference of a recurrent layer. Parameters and random sites come layer by layer, forwards before backwards, the
 * input's before the state's.
 *
 * @param gates how many products of the state's length a cell computes.
 * @throws {ShapeMismatchError} unless rows have the shape [positions, features].
 */
export function inferRecurrent(
  gates: number,
  { hidden, layers, bidirectional, bias, returnSequence, inputDropout, recurrentDropout }: RecurrentSpec,
  inputShape: Shape,
  { subject }: LayerPlace,
): LayerForm {
  const [positions, features] = inputShape;
  if (inputShape.length !== 2) {
    throw new ShapeMismatchError({
      subject,
      rule: "needs rows of shape [positions, features]",
      received: inputShape,
      remedy:
        inputShape.length === 1
          ? 'Put embedding(...) before it, or returnSequence: "all" into the recurrent layer before it.'
          : "Make two axes of them before it.",
    });
  }
  const width = bidirectional ? 2 * hidden : hidden;
  const initial = uniformByFanIn(hidden);
  const runs = recurrentRuns({ layers, bidirectional });
  const inputsOf = (layer: number): number => (layer === 0 ? features! : width);
  return {
    outputShape: returnSequence === "all" ? [positions!, width] : [width],
    parameters: runs.flatMap(({ layer, suffix }) => [
      { role: `weight_ih_${suffix}`, shape: [gates * hidden, inputsOf(layer)], initial },
      { role: `weight_hh_${suffix}`, shape: [gates * hidden, hidden], initial },
      ...(bias ? [{ role: `bias_ih_${suffix}`, shape: [gates * hidden], initial }] : []),
      ...(bias ? [{ role: `bias_hh_${suffix}`, shape: [gates * hidden], initial }] : []),
    ]),
    randomSites: runs.flatMap(({ layer }) => [
      ...lockedSite(inputDropout, inputsOf(layer)),
      ...lockedSite(recurrentDropout, hidden),
    ]),
  };
}

/** One layer in one direction. */
export interface RecurrentRun {
  readonly layer: number;
  readonly reverse: boolean;
  /** What its parameters' names end with, in PyTorch: `l0`, `l0_reverse`. */
  readonly suffix: string;
}

/**
 * The runs of a recurrent layer over its positions, in PyTorch's order: layer by layer, forward before reverse.
 *
 * @example
 * recurrentRuns({ layers: 1, bidirectional: true }).map((run) => run.suffix); // ["l0", "l0_reverse"]
 */
export function recurrentRuns({
  layers,
  bidirectional,
}: Pick<RecurrentSpec, "layers" | "bidirectional">): readonly RecurrentRun[] {
  return Array.from({ length: layers }, (_, layer) =>
    (bidirectional ? [false, true] : [false]).map((reverse) => ({
      layer,
      reverse,
      suffix: reverse ? `l${layer}_reverse` : `l${layer}`,
    })),
  ).flat();
}

/** A mask of shape [rows, 1, features]: one draw for all positions of a row. */
function lockedSite(rate: number | RateSchedule | undefined, features: number): readonly RandomSite[] {
  return rate === undefined ? [] : [{ kind: "dropout", rate, shape: (rows) => [rows, 1, features] }];
}
