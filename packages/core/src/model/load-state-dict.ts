import { toFloatTensor } from "../data/convert-numbers.ts";
import type { NumberArray } from "../data/number-array.ts";
import { rejectUnknownOptions, requireBoolean, requireFunction } from "../errors/check-option.ts";
import { InvalidOptionError, StateDictMismatchError, type MisshapenTensor } from "../errors/lockstep-error.ts";
import { shapesEqual } from "../tensor/shape.ts";
import { tensor, type NamedTensors, type Tensor } from "../tensor/tensor.ts";
import { describeMisfits } from "./describe-misfits.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";
import { resolveLayers } from "./resolve-layers.ts";

/** A model's tensors by name: what an engine's `writeState` takes. */
export interface ModelState {
  readonly parameters: NamedTensors;
  /** Running statistics. @default none, where the model has no such layer */
  readonly buffers?: NamedTensors;
}

/** Options of {@link loadStateDict} and `decodeWeights`. */
export interface LoadStateDictOptions {
  /**
   * Whether tensors that are missing, and those that the model does not have, are refused. One of another shape always is.
   *
   * @default true
   */
  readonly strict?: boolean;
  /** Where missing tensors come from, with `strict: false`. @default none: a missing tensor is refused after all */
  readonly base?: ModelState;
  /** The model's name of a tensor from the state dict's. @default the same */
  readonly rename?: (name: string) => string;
}

/** A batch norm's counter, which state dicts from before PyTorch 0.4.1 and from other libraries lack: it is then 0. */
const BATCH_COUNTER = ".num_batches_tracked";

/**
 * A model's parameters and buffers from a `state_dict` of the same PyTorch module, by name. The layers take its names by
 * `named`; `rename` drops a prefix such as DistributedDataParallel's. Half precision is widened; f64 is rounded to f32, and
 * so are long integers. A batch norm's counter (`bn1.num_batches_tracked`) that is missing is 0, as in PyTorch.
 *
 * @param tensors as `readSafetensorsArrays` or `readSafetensors` give them. Tensors of f32 are not copied.
 * @param options.strict whether missing tensors and unknown ones are refused. @default true
 * @param options.base where missing tensors come from, if not strict. @default none
 * @param options.rename the model's name of a tensor from the state dict's. @default the same
 * @returns parameters, and buffers if the model has any: `engine.writeState` takes them, starting a new run.
 * @throws {StateDictMismatchError} listing every tensor that is missing, unknown or of another shape, and for each missing
 * one the name that was probably meant.
 * @throws {DataError} for an f64 that f32 cannot hold.
 * @throws {InvalidOptionError} if two tensors are renamed alike, or an option is wrong.
 * @throws {ShapeMismatchError} if the model's layers do not fit each other.
 * @example
 * const { arrays } = readSafetensorsArrays(await readFile("weights.safetensors"), "weights.safetensors");
 * await engine.writeState(loadStateDict(model, arrays, { rename: (name) => name.replace(/^module\./, "") }));
 * @see torch.nn.Module.load_state_dict, whose `strict` it has
 */
export function loadStateDict(
  model: ModelSpec,
  tensors: Readonly<Record<string, NumberArray | Tensor>>,
  options: LoadStateDictOptions = {},
): ModelState {
  rejectUnknownOptions("loadStateDict", options, ["strict", "base", "rename"]);
  const { base, rename, strict = true } = options;
  requireBoolean("loadStateDict: strict", strict);
  if (rename !== undefined) requireFunction("loadStateDict: rename", rename);
  const layers = resolveLayers(requireModel(model));
  const expected = {
    parameters: layers.flatMap((layer) => layer.parameters),
    buffers: layers.flatMap((layer) => layer.buffers),
  };
  const all = [...expected.parameters, ...expected.buffers];
  const given = renamed(tensors, rename);

  const fallback = strict ? undefined : { ...base?.parameters, ...base?.buffers };
  const take = ({ name }: { readonly name: string }): NumberArray | Tensor | undefined =>
    given.get(name) ?? fallback?.[name] ?? (name.endsWith(BATCH_COUNTER) ? tensor([], new Float32Array(1)) : undefined);
  const missing = all.filter((own) => take(own) === undefined);
  const unexpected = [...given.keys()].filter((name) => !all.some((own) => own.name === name));
  const misshapen = all.flatMap(({ name, shape }): MisshapenTensor[] => {
    const found = take({ name });
    const fits = found === undefined || shapesEqual(found.shape, shape);
    return fits ? [] : [{ name, received: found.shape, expected: shape }];
  });
  if (missing.length > 0 || misshapen.length > 0 || (strict && unexpected.length > 0)) {
    const misfits = { missing: missing.map(({ name }) => name), unexpected, misshapen };
    throw new StateDictMismatchError(describeMisfits(missing, misfits, given, strict), misfits);
  }
  const state = (group: readonly { readonly name: string }[]): NamedTensors =>
    Object.fromEntries(group.map((own) => [own.name, floats(take(own)!, own.name)]));
  const parameters = state(expected.parameters);
  return expected.buffers.length === 0 ? { parameters } : { parameters, buffers: state(expected.buffers) };
}

function renamed(
  tensors: Readonly<Record<string, NumberArray | Tensor>>,
  rename: (name: string) => string = (name) => name,
): ReadonlyMap<string, NumberArray | Tensor> {
  if (typeof tensors !== "object" || tensors === null) {
    throw new InvalidOptionError({
      subject: "loadStateDict: tensors",
      rule: "must be tensors by name",
      received: tensors,
      remedy: "Give what readSafetensorsArrays(bytes, name).arrays holds.",
    });
  }
  const given = new Map<string, NumberArray | Tensor>();
  for (const [name, values] of Object.entries(tensors)) {
    if (!Array.isArray(values?.shape) || !ArrayBuffer.isView(values.data)) {
      throw new InvalidOptionError({
        subject: `loadStateDict: ${name}`,
        rule: "must be a tensor",
        received: values,
        remedy: "Make one: tensor([2, 3], new Float32Array(6)).",
      });
    }
    const own = rename(name);
    if (given.has(own)) {
      throw new InvalidOptionError({
        subject: "loadStateDict: rename",
        rule: "must not give two tensors one name",
        received: own,
      });
    }
    given.set(own, values);
  }
  return given;
}

function floats(values: NumberArray | Tensor, name: string): Tensor {
  if ("type" in values) return toFloatTensor(values, name);
  // Types tell no Tensor of integers from one of floats where an index signature takes both; the engine would truncate.
  return values.data instanceof Float32Array ? values : tensor(values.shape, Float32Array.from(values.data));
}
