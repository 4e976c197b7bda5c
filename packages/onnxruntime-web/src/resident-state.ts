import { copyTensors, shapeSize, type EngineState, type NamedTensors, type ParameterInfo } from "@lockstep/core";
import type { ValueNames } from "@lockstep/onnx";
import { toOrtTensor } from "./host-tensor.ts";
import type { OrtNamespace, OrtTensor } from "./ort-namespace.ts";

type OrtTensors = Readonly<Record<string, OrtTensor>>;

/** Parameters and velocity between the steps: the last run's outputs, fed to the next as they are. */
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

  /** A copy, bit for bit. */
  read(): EngineState {
    const parameters = this.#download(this.#parameters);
    return this.#velocity === undefined ? { parameters } : { parameters, velocity: this.#download(this.#velocity) };
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

  #download(tensors: OrtTensors): NamedTensors {
    return Object.fromEntries(
      this.#infos.map(({ name, shape }) => [
        name,
        { shape: [...shape], data: (tensors[name]!.data as Float32Array).slice() },
      ]),
    );
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
