import { CheckpointMismatchError } from "../errors/lockstep-error.ts";
import { readSafetensors, writeSafetensors } from "../data/safetensors.ts";
import type { NamedTensors } from "../tensor/tensor.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** The metadata entry that holds everything but the tensors. */
const METADATA_KEY = "lockstep";
const GROUPS = ["parameters", "velocity", "best"] as const;

/**
 * A checkpoint as bytes: a safetensors file whose tensors are `parameters.*`, `velocity.*` and `best.*` and whose
 * metadata hold the rest as JSON. Any safetensors reader can take the weights out.
 *
 * @example
 * await writeFile("run.safetensors", encodeCheckpoint(checkpoint));
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { state, best, ...rest } = checkpoint;
  const groups = { parameters: state.parameters, velocity: state.velocity, best };
  const tensors = GROUPS.flatMap((group) =>
    Object.entries(groups[group] ?? {}).map(([name, tensor]) => [`${group}.${name}`, tensor] as const),
  );
  return writeSafetensors(Object.fromEntries(tensors), { [METADATA_KEY]: JSON.stringify(rest, encodeNonFinite) });
}

/**
 * Reads what {@link encodeCheckpoint} wrote, bit for bit.
 *
 * @throws {DataError} if the bytes are not a complete safetensors file.
 * @throws {CheckpointMismatchError} if it is a safetensors file of something else.
 * @example
 * const report = await fit(engine, data, { ...options, resumeFrom: decodeCheckpoint(await readFile("run.safetensors")) });
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes, "checkpoint");
  const text = metadata[METADATA_KEY];
  if (text === undefined) {
    throw new CheckpointMismatchError({
      subject: "checkpoint",
      rule: "must be a file written by encodeCheckpoint",
      received: Object.keys(metadata),
    });
  }
  const rest = JSON.parse(text, decodeNonFinite) as Omit<Checkpoint, "state" | "best">;
  const [parameters, velocity, best] = GROUPS.map((group) => tensorsOf(tensors, group));
  return {
    ...rest,
    state: { parameters: parameters ?? {}, ...(velocity === undefined ? {} : { velocity }) },
    ...(best === undefined ? {} : { best }),
  };
}

function tensorsOf(tensors: NamedTensors, group: string): NamedTensors | undefined {
  const found = Object.entries(tensors).filter(([name]) => name.startsWith(`${group}.`));
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([name, t]) => [name.slice(group.length + 1), t]));
}

/** JSON has no NaN and no infinities, but a diverged run's history has: they travel as tagged text. */
function encodeNonFinite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
}

function decodeNonFinite(_key: string, value: unknown): unknown {
  const tagged = typeof value === "object" && value !== null && "number" in value && typeof value.number === "string";
  return tagged ? Number(value.number) : value;
}
