import { CheckpointMismatchError } from "../errors/lockstep-error.ts";
import { readSafetensors, writeSafetensors } from "../data/safetensors.ts";
import type { EngineState } from "../engine/training-engine.ts";
import type { NamedTensors, Tensor } from "../tensor/tensor.ts";
import { requireFormat, type Checkpoint } from "./checkpoint.ts";

/** The metadata entry that holds everything but the tensors. */
const METADATA_KEY = "lockstep";
const REQUIRED: readonly (keyof Checkpoint)[] = [
  "format",
  "epoch",
  "batch",
  "row",
  "step",
  "lossSums",
  "history",
  "checks",
  "earlyStopping",
  "plateau",
  "saved",
  "elapsedSeconds",
  "randomness",
  "fingerprints",
];

/**
 * A checkpoint as bytes: a safetensors file whose tensors are named by their place (`state.parameters.0.weight`,
 * `state.velocity.0.weight`, `best.parameters.0.weight`) and whose metadata hold the rest as JSON. Any safetensors reader
 * can take the weights out.
 *
 * @throws {DataError} if a tensor is called `__metadata__`, which no part of a checkpoint is.
 * @example
 * await writeFile("run.safetensors", encodeCheckpoint(checkpoint));
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { state, best, ...rest } = checkpoint;
  const tensors = { ...named("state", state), ...(best === undefined ? {} : named("best", best)) };
  return writeSafetensors(tensors, { [METADATA_KEY]: JSON.stringify(rest, encodeNonFinite) });
}

/**
 * Reads what {@link encodeCheckpoint} wrote, bit for bit.
 *
 * @throws {InvalidOptionError} if `bytes` is no Uint8Array.
 * @throws {DataError} if the bytes are not a complete safetensors file.
 * @throws {CheckpointMismatchError} if it is a safetensors file of something else, or of another version.
 * @example
 * const report = await fit(engine, data, { ...options, resumeFrom: decodeCheckpoint(await readFile("run.safetensors")) });
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes, "checkpoint");
  const rest = parseRest(metadata[METADATA_KEY]);
  const state = stateOf("state", tensors);
  if (rest?.format !== undefined) requireFormat(rest);
  if (rest === undefined || state === undefined || !REQUIRED.every((name) => name in rest)) {
    throw new CheckpointMismatchError({
      subject: "checkpoint",
      rule: "must be a file written by encodeCheckpoint",
      received: { metadata: Object.keys(metadata), tensors: Object.keys(tensors) },
      remedy: "Weights of another safetensors file are read by readSafetensors.",
    });
  }
  const best = stateOf("best", tensors);
  return { ...rest, state, ...(best === undefined ? {} : { best }) };
}

/** A state's tensors under the name of their place in it. */
function named(place: string, state: EngineState): NamedTensors {
  return Object.fromEntries(
    Object.entries(state).flatMap(([group, tensors]) =>
      Object.entries(tensors as NamedTensors).map(([name, tensor]) => [`${place}.${group}.${name}`, tensor]),
    ),
  );
}

/** The state whose tensors were {@link named} so; undefined if it has no parameters. */
function stateOf(place: string, tensors: NamedTensors): EngineState | undefined {
  const groups: Record<string, Record<string, Tensor>> = {};
  for (const [path, tensor] of Object.entries(tensors)) {
    const [found, group, ...name] = path.split(".");
    if (found === place && group !== undefined) (groups[group] ??= {})[name.join(".")] = tensor;
  }
  const { parameters, ...others } = groups;
  return parameters === undefined ? undefined : { parameters, ...others };
}

/** Everything but the tensors, as far as it is there; undefined if the text is something else. */
function parseRest(text: string | undefined): Omit<Checkpoint, "state" | "best"> | undefined {
  try {
    const rest: unknown = JSON.parse(text ?? "null", decodeNonFinite);
    return typeof rest === "object" && rest !== null ? (rest as Omit<Checkpoint, "state" | "best">) : undefined;
  } catch {
    return undefined;
  }
}

/** JSON has no NaN and no infinities, but a diverged run's history has: they travel as tagged text. */
function encodeNonFinite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
}

const NON_FINITE: readonly unknown[] = ["NaN", "Infinity", "-Infinity"];

function decodeNonFinite(_key: string, value: unknown): unknown {
  const tagged = typeof value === "object" && value !== null && "number" in value && Object.keys(value).length === 1;
  return tagged && NON_FINITE.includes(value.number) ? Number(value.number) : value;
}
