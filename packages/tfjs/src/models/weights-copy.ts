import {
  CheckpointMismatchError,
  shapesEqual,
  tensor,
  UnsupportedOptionError,
  type NamedTensors,
} from "@lockstep/core";
import type { Variable } from "@tensorflow/tfjs-core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import { namedWeights } from "./named-weights.ts";

/**
 * Weights as they were at one moment: on the device, where a copy costs nothing until the weights move on, or on the
 * host, where they outlive the device.
 */
export type WeightsCopy =
  | { readonly place: "device"; readonly tensors: ReadonlyMap<string, DeviceTensor> }
  | { readonly place: "host"; readonly tensors: NamedTensors };

/** Copies a model's weights. `getWeights()` would not: it gives the variables themselves, which training goes on with. */
export async function copyWeights(
  tf: LayersNamespace,
  model: LayersModel,
  place: "device" | "host",
): Promise<WeightsCopy> {
  const weights = namedWeights(model).map(({ name, weight }) => [name, weight.read()] as const);
  if (place === "host") return { place, tensors: await readTensors(weights) };
  return { place, tensors: new Map(weights.map(([name, weight]) => [name, tf.keep(tf.clone(weight))])) };
}

/** A copy's weights on the host. */
export function hostWeights(copy: WeightsCopy): Promise<NamedTensors> {
  return copy.place === "host" ? Promise.resolve(copy.tensors) : readTensors([...copy.tensors]);
}

/** Frees what a copy holds on the device. */
export function disposeCopy(copy: WeightsCopy | undefined): void {
  if (copy?.place !== "device") return;
  for (const held of copy.tensors.values()) held.dispose();
}

/**
 * Puts a copy's weights back, bit for bit; the copy stays as it is. Not by `setWeights`, which would apply the layers'
 * constraints once more.
 *
 * @throws {CheckpointMismatchError} if they are another model's.
 */
export function writeWeights(tf: LayersNamespace, subject: string, model: LayersModel, copy: WeightsCopy): void {
  const given = copy.place === "device" ? copy.tensors : new Map(Object.entries(copy.tensors));
  requireSameWeights(subject, model, given);
  for (const { name, weight } of namedWeights(model)) {
    const variable = weight.read() as Variable;
    if (copy.place === "device") {
      variable.assign(copy.tensors.get(name)!);
      continue;
    }
    const { shape, data } = copy.tensors[name]!;
    const uploaded = tf.tensor(data.slice(), [...shape], variable.dtype);
    variable.assign(uploaded);
    uploaded.dispose();
  }
}

/**
 * Checks that weights are a model's, by name and shape.
 *
 * @throws {CheckpointMismatchError} naming the first that is not, and how many there are.
 */
export function requireSameWeights(
  subject: string,
  model: LayersModel,
  given: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): void {
  const wanted = namedWeights(model);
  const names = new Set(wanted.map(({ name }) => name));
  const misfits = [
    ...wanted.flatMap(({ name, weight }) => {
      const shape = given.get(name)?.shape;
      if (shape === undefined) return [`${name} is missing`];
      const fits = shapesEqual(shape, weight.shape as number[]);
      return fits ? [] : [`${name} is [${shape.join(", ")}] and not [${weight.shape.join(", ")}]`];
    }),
    ...[...given.keys()].filter((name) => !names.has(name)).map((name) => `${name} is unknown`),
  ];
  if (misfits.length === 0) return;
  throw new CheckpointMismatchError({
    subject: `${subject}: weights`,
    rule: `must be those of the model, but ${misfits.slice(0, 4).join(", ")}${misfits.length > 4 ? ` and ${misfits.length - 4} more` : ""}`,
    remedy: "Build the model as it was when they were saved.",
  });
}

/** Tensors on the host, in arrays of their own. */
export async function readTensors(tensors: readonly (readonly [string, DeviceTensor])[]): Promise<NamedTensors> {
  const read = tensors.map(async ([name, held]) => [name, tensor(held.shape, await readFloats(name, held))] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** The cpu backend gives its own array, which must not be shared. */
async function readFloats(name: string, held: DeviceTensor): Promise<Float32Array<ArrayBuffer>> {
  if (held.dtype === "float32") return ((await held.data()) as Float32Array<ArrayBuffer>).slice();
  throw new UnsupportedOptionError({
    subject: `weight ${name}`,
    rule: "must be of type float32 to be copied to the host",
    received: held.dtype,
    remedy: 'Keep it on the device: keep: "device".',
  });
}
