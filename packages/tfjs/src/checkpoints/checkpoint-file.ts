import { CheckpointMismatchError, readSafetensors, writeSafetensors, type NamedTensors } from "@lockstep/core";

import type { CallbackState } from "../callbacks/resumable-callback.ts";
import type { OptimizerState } from "../optimizers/optimizer-state.ts";

/** The format's name; it changes when an old file could no longer be read. */
const FORMAT = "lockstep-tfjs-checkpoint/1";
const METADATA_KEY = "lockstep";

/** A training run of stock tfjs between two epochs. */
export interface TrainingCheckpoint {
  /** The epoch to go on with, counted from 0. */
  readonly epoch: number;
  /** Updates that the optimiser has done. */
  readonly step: number;
  /** The tfjs backend that the run was on. */
  readonly backend: string;
  readonly weights: NamedTensors;
  /** Names of the weights that are trained; the optimiser's slots are theirs, in this order. */
  readonly trained: readonly string[];
  readonly optimizer: OptimizerState;
  readonly callbacks: readonly CallbackState[];
  /** What each dropout layer draws by, and the step that it stands at. */
  readonly dropout: readonly { readonly draws: string; readonly step: number }[];
}

/**
 * A checkpoint as bytes: a safetensors file whose tensors are named by their place (`weights.0.kernel`,
 * `optimizer.accumulations.0`, `callbacks.0.0.kernel`: the best weights), and whose metadata hold the rest as JSON.
 */
export function encodeTrainingCheckpoint(checkpoint: TrainingCheckpoint): Uint8Array {
  const { weights, optimizer, callbacks, ...rest } = checkpoint;
  const tensors = {
    ...prefixed("weights.", weights),
    ...prefixed("optimizer.", optimizer.tensors),
    ...Object.assign({}, ...callbacks.map((state, index) => prefixed(`callbacks.${index}.`, state.tensors))),
  };
  const data = {
    format: FORMAT,
    ...rest,
    optimizer: { ...optimizer, tensors: {} },
    callbacks: callbacks.map((state) => ({ ...state, tensors: {} })),
  };
  return writeSafetensors(tensors, { [METADATA_KEY]: JSON.stringify(data) });
}

/**
 * Reads what {@link encodeTrainingCheckpoint} wrote, bit for bit.
 *
 * @param name how messages call the file.
 * @throws {DataError} if the bytes are not a complete safetensors file.
 * @throws {CheckpointMismatchError} if it is a safetensors file of something else, or of another version.
 */
export function decodeTrainingCheckpoint(bytes: Uint8Array, name: string): TrainingCheckpoint {
  const { tensors, metadata } = readSafetensors(bytes, name);
  const data = parse(metadata[METADATA_KEY]);
  if (data === undefined) {
    throw new CheckpointMismatchError({
      subject: name,
      rule: `must be a file of the format ${FORMAT}`,
      received: { metadata: Object.keys(metadata) },
      remedy:
        "Checkpoints of Lockstep's own fit are read by core's decodeCheckpoint; weights alone by readSafetensors.",
    });
  }
  return {
    ...data,
    weights: unprefixed("weights.", tensors),
    optimizer: { ...data.optimizer, tensors: unprefixed("optimizer.", tensors) },
    callbacks: data.callbacks.map((state, index) => ({
      ...state,
      tensors: unprefixed(`callbacks.${index}.`, tensors),
    })),
  };
}

function parse(text: string | undefined): Omit<TrainingCheckpoint, "weights"> | undefined {
  try {
    const data = JSON.parse(text ?? "null") as (Omit<TrainingCheckpoint, "weights"> & { format: string }) | null;
    if (data?.format !== FORMAT) return undefined;
    const { format: _format, ...rest } = data;
    return rest;
  } catch {
    return undefined;
  }
}

function prefixed(prefix: string, tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, held]) => [`${prefix}${name}`, held]));
}

function unprefixed(prefix: string, tensors: NamedTensors): NamedTensors {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, held]) => [name.slice(prefix.length), held]));
}
