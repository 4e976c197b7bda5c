import { copyTensors, shapeSize, type EngineState, type NamedTensors, type ParameterInfo } from "@lockstep/core";
import type { ValueNames } from "@lockstep/onnx";
import { toOrtTensor } from "./host-tensor.ts";
import type { OrtNamespace, OrtTensor } from "./ort-namespace.ts";

type OrtTensors = Readonly<Record<string, OrtTensor>>;

/**
 * Parameters and velocity between the steps: the last run's outputs, fed to the next as they are, from the GPU to the GPU
 * where that computes.
 */
export class ResidentState {
  readonly #ort: OrtNamespace;
  readonly #infos: readonly ParameterInfo[];
  #parameters: OrtTensors;
  #velocity: OrtTensors | undefined;

  constructor(ort: OrtNamespace, infos: readonly ParameterInfo[], weights: NamedTensors) {
    this.#ort = ort;
    this.#infos = infos;
    this.#parameters = this.#upload(copyTensors(weights));
  }

  /** Feeds for a graph's parameter inputs. */
  parameterFeeds(names: ValueNames): OrtTensors {
    return rename(this.#parameters, names);
  }

  /** Feeds for a graph's velocity inputs: zeros until there is a velocity. */
  velocityFeeds(names: ValueNames): OrtTensors {
    this.#velocity ??= this.#upload(
      Object.fromEntries(
        this.#infos.map(({ name, shape }) => [name, { shape, data: new Float32Array(shapeSize(shape)) }]),
      ),
    );
    return rename(this.#velocity, names);
  }

  /** Takes over a step's outputs and disposes what they replace. */
  advance(outputs: OrtTensors, names: { readonly parameters: ValueNames; readonly velocity: ValueNames }): void {
    const parameters = pick(outputs, names.parameters);
    const velocity = pick(outputs, names.velocity);
    disposeAll(this.#parameters);
    this.#parameters = parameters;
    // A step without momentum leaves the velocity as it is.
    if (Object.keys(velocity).length === 0) return;
    disposeAll(this.#velocity);
    this.#velocity = velocity;
  }

  /** A copy, bit for bit. No step may run meanwhile. */
  async read(): Promise<EngineState> {
    const parameters = await this.#download(this.#parameters);
    if (this.#velocity === undefined) return { parameters };
    return { parameters, velocity: await this.#download(this.#velocity) };
  }

  /** Takes over a checked state, whose arrays it keeps. */
  write({ parameters, velocity }: EngineState): void {
    this.dispose();
    this.#parameters = this.#upload(parameters);
    this.#velocity = velocity === undefined ? undefined : this.#upload(velocity);
  }

  dispose(): void {
    disposeAll(this.#parameters);
    disposeAll(this.#velocity);
  }

  #upload(tensors: NamedTensors): OrtTensors {
    return Object.fromEntries(
      this.#infos.map(({ name, shape }) => [
        name,
        toOrtTensor(this.#ort, { type: "float32", data: tensors[name]!.data, shape }),
      ]),
    );
  }

  async #download(tensors: OrtTensors): Promise<NamedTensors> {
    const read = this.#infos.map(async ({ name, shape }) => {
      // Fetched, a tensor is one of the CPU's from then on; its buffer on the GPU would be held for nothing.
      const data = (await tensors[name]!.getData(true)) as Float32Array;
      return [name, { shape: [...shape], data: data.slice() }] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }
}

/** The tensors of parameters under the names that a graph has for them. */
function rename(tensors: OrtTensors, names: ValueNames): OrtTensors {
  return Object.fromEntries(Object.entries(names).map(([parameter, name]) => [name, tensors[parameter]!]));
}

/** A graph's outputs under the names of the parameters they belong to. */
function pick(outputs: OrtTensors, names: ValueNames): OrtTensors {
  return Object.fromEntries(Object.entries(names).map(([parameter, name]) => [parameter, outputs[name]!]));
}

function disposeAll(tensors: OrtTensors = {}): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
