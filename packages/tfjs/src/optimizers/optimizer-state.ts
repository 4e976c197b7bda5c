import { CheckpointMismatchError, UnsupportedOptionError, type NamedTensors } from "@lockstep/core";
import type { Variable } from "@tensorflow/tfjs-core";

import { readTensors } from "../models/weights-copy.ts";
import type { LayersNamespace, LayersOptimizer } from "../namespace/layers-namespace.ts";
import { readLearningRate, writeLearningRate } from "./optimizer-rate.ts";

/** What an optimiser knows beside the weights; its tensors apart, plain JSON. */
export interface OptimizerState {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly learningRate: number;
  /** Updates done. */
  readonly iterations: number;
  /** tfjs's names of the slots, by the field that holds them. */
  readonly slots: Readonly<Record<string, readonly string[]>>;
  /** `accumulations.0`, `accBeta1`. */
  readonly tensors: NamedTensors;
}

/** Where each class of tf.train keeps its state: lists of slots, one for each trained weight, and single variables. */
const FIELDS: Readonly<Record<string, { readonly slots: readonly string[]; readonly variables: readonly string[] }>> = {
  SGD: { slots: [], variables: [] },
  Momentum: { slots: ["accumulations"], variables: [] },
  Adagrad: { slots: ["accumulatedGrads"], variables: [] },
  Adadelta: { slots: ["accumulatedGrads", "accumulatedUpdates"], variables: [] },
  RMSProp: { slots: ["accumulatedMeanSquares", "accumulatedMoments", "accumulatedMeanGrads"], variables: [] },
  Adam: { slots: ["accumulatedFirstMoment", "accumulatedSecondMoment"], variables: ["accBeta1", "accBeta2"] },
  Adamax: { slots: ["accumulatedFirstMoment", "accumulatedWeightedInfNorm"], variables: ["accBeta1", "iteration"] },
};

interface Slot {
  readonly originalName: string;
  readonly variable: Variable;
}

/** The fields of an optimiser, which its type hides. */
type Fields = Record<string, unknown>;

/**
 * Copies the whole state of an optimiser. Its own `getWeights` would leave out what `setWeights` then only estimates (Adam's
 * running products), and Adamax has none.
 *
 * @throws {UnsupportedOptionError} for a class that is not of tf.train.
 */
export async function readOptimizer(subject: string, optimizer: LayersOptimizer): Promise<OptimizerState> {
  const { slots, variables } = fieldsOf(subject, optimizer);
  const fields = optimizer as unknown as Fields;
  const lists = slots.map((name) => [name, slotsOf(fields, name)] as const);
  const tensors = [
    ...lists.flatMap(([name, list]) => list.map(({ variable }, index) => [`${name}.${index}`, variable] as const)),
    ...variables.map((name) => [name, fields[name] as Variable] as const),
  ];
  return {
    kind: optimizer.getClassName(),
    config: configOf(optimizer),
    learningRate: readLearningRate(subject, optimizer),
    iterations: optimizer.iterations,
    slots: Object.fromEntries(lists.map(([name, list]) => [name, list.map(({ originalName }) => originalName)])),
    tensors: await readTensors(tensors),
  };
}

/**
 * Checks that a state is that of such an optimiser: same class and options, the learning rate apart.
 *
 * @throws {CheckpointMismatchError} otherwise.
 */
export function requireSameOptimizer(subject: string, optimizer: LayersOptimizer, state: OptimizerState): void {
  const [own, given] = [
    { kind: optimizer.getClassName(), ...configOf(optimizer) },
    { kind: state.kind, ...state.config },
  ];
  if (JSON.stringify(own) === JSON.stringify(given)) return;
  throw new CheckpointMismatchError({
    subject: `${subject}: optimizer`,
    rule: `must be that of the run that was saved (${JSON.stringify(given)})`,
    received: own,
    remedy: "Compile the model with the same optimiser, or load the weights alone and begin a new run.",
  });
}

/** Puts a state back, bit for bit, and frees what was there. */
export function writeOptimizer(
  tf: LayersNamespace,
  subject: string,
  optimizer: LayersOptimizer,
  state: OptimizerState,
): void {
  const { slots, variables } = fieldsOf(subject, optimizer);
  const fields = optimizer as unknown as Fields;
  const upload = (name: string) => {
    const { shape, data } = state.tensors[name]!;
    return tf.tensor(data.slice(), [...shape], "float32");
  };
  for (const name of slots) {
    if (fields[name] === undefined) continue;
    for (const { variable } of slotsOf(fields, name)) variable.dispose();
    fields[name] = (state.slots[name] ?? []).map((originalName, index): Slot => {
      const uploaded = upload(`${name}.${index}`);
      const variable = tf.variable(uploaded, false);
      uploaded.dispose();
      return { originalName, variable };
    });
  }
  for (const name of variables) {
    const uploaded = upload(name);
    (fields[name] as Variable).assign(uploaded);
    uploaded.dispose();
  }
  fields["iterations_"] = state.iterations;
  writeLearningRate(optimizer, state.learningRate);
}

function slotsOf(fields: Fields, name: string): readonly Slot[] {
  return (fields[name] ?? []) as readonly Slot[];
}

function configOf(optimizer: LayersOptimizer): Record<string, unknown> {
  const { learningRate: _learningRate, ...config } = optimizer.getConfig() as Record<string, unknown>;
  return config;
}

function fieldsOf(subject: string, optimizer: LayersOptimizer): (typeof FIELDS)[string] {
  const kind = optimizer.getClassName();
  if (Object.hasOwn(FIELDS, kind)) return FIELDS[kind]!;
  throw new UnsupportedOptionError({
    subject: `${subject}: an optimiser of class ${kind}`,
    rule: `is none of those whose state is known (${Object.keys(FIELDS).join(", ")})`,
    remedy: "Compile the model with one of tf.train.",
  });
}
