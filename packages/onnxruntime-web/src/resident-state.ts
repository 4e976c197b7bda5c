import { copyTensors, shapeSize, type EngineState, type NamedTensors, type Shape } from "@lockstep/core";
import type { ValueNames } from "@lockstep/onnx";
import { toOrtTensor } from "./host-tensor.ts";
import type { OrtModel } from "./ort-model.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { disposeAll, toGraphNames, type OrtTensors } from "./ort-tensors.ts";

/** What the state needs to know of a model. */
type StateModel = Pick<OrtModel, "parameters" | "buffers" | "weights" | "initialBuffers">;

/** What a step makes of the state, by the names of parameters and buffers. */
export interface StateChange {
  readonly parameters: OrtTensors;
  /** Empty if the step left the velocity as it was. */
  readonly velocity: OrtTensors;
  /** Those that the step moved. */
  readonly buffers: OrtTensors;
}

interface Named {
  readonly name: string;
  readonly shape: Shape;
}

/**
 * Parameters, running statistics and velocity between the steps: the last run's outputs, fed to the next as they are, from the GPU to the GPU
 * where that computes.
 */
export class ResidentState {
  readonly #ort: OrtNamespace;
  readonly #model: StateModel;
  #parameters: OrtTensors;
  #buffers: OrtTensors;
  #velocity: OrtTensors | undefined;

  constructor(ort: OrtNamespace, model: StateModel) {
    this.#ort = ort;
    this.#model = model;
    this.#parameters = this.#upload(model.parameters, copyTensors(model.weights));
    this.#buffers = this.#upload(model.buffers, this.#initialBuffers());
  }

  /**
   * Feeds for a graph's parameter and buffer inputs.
   *
   * @param moved buffers in place of those that the state has.
   */
  feeds(
    { parameters, buffers = {} }: { readonly parameters: ValueNames; readonly buffers?: ValueNames },
    moved: OrtTensors = {},
  ): OrtTensors {
    return {
      ...toGraphNames(this.#parameters, parameters),
      ...toGraphNames({ ...this.#buffers, ...moved }, buffers),
    };
  }

  /** Feeds for a graph's velocity inputs: zeros until there is a velocity. */
  velocityFeeds(names: ValueNames): OrtTensors {
    const { parameters } = this.#model;
    this.#velocity ??= this.#upload(
      parameters,
      Object.fromEntries(
        parameters.map(({ name, shape }) => [name, { shape, data: new Float32Array(shapeSize(shape)) }]),
      ),
    );
    return toGraphNames(this.#velocity, names);
  }

  /** Takes over what a step made, and disposes what it replaces. */
  advance({ parameters, velocity, buffers }: StateChange): void {
    disposeAll(this.#parameters);
    this.#parameters = parameters;
    for (const name of Object.keys(buffers)) this.#buffers[name]!.dispose();
    this.#buffers = { ...this.#buffers, ...buffers };
    // A step without momentum leaves the velocity as it is.
    if (Object.keys(velocity).length === 0) return;
    disposeAll(this.#velocity);
    this.#velocity = velocity;
  }

  /** A copy, bit for bit. No step may run meanwhile. */
  async read(): Promise<EngineState> {
    const { parameters: parameterInfos, buffers: bufferInfos } = this.#model;
    const parameters = await this.#download(parameterInfos, this.#parameters);
    const buffers = await this.#download(bufferInfos, this.#buffers);
    return {
      parameters,
      ...(this.#velocity === undefined ? {} : { velocity: await this.#download(parameterInfos, this.#velocity) }),
      ...(bufferInfos.length === 0 ? {} : { buffers }),
    };
  }

  /** Takes over a checked state, whose arrays it keeps. */
  write({ parameters, velocity, buffers = this.#initialBuffers() }: EngineState): void {
    const { parameters: parameterInfos, buffers: bufferInfos } = this.#model;
    this.dispose();
    this.#parameters = this.#upload(parameterInfos, parameters);
    this.#buffers = this.#upload(bufferInfos, buffers);
    this.#velocity = velocity === undefined ? undefined : this.#upload(parameterInfos, velocity);
  }

  dispose(): void {
    disposeAll(this.#parameters);
    disposeAll(this.#buffers);
    disposeAll(this.#velocity);
  }

  #initialBuffers(): NamedTensors {
    const { buffers, initialBuffers } = this.#model;
    if (initialBuffers !== undefined) return copyTensors(initialBuffers);
    return Object.fromEntries(
      buffers.map(({ name, shape, initial }) => [
        name,
        { shape, data: new Float32Array(shapeSize(shape)).fill(initial) },
      ]),
    );
  }

  #upload(infos: readonly Named[], tensors: NamedTensors): OrtTensors {
    return Object.fromEntries(
      infos.map(({ name, shape }) => [
        name,
        toOrtTensor(this.#ort, { type: "float32", data: tensors[name]!.data, shape }),
      ]),
    );
  }

  async #download(infos: readonly Named[], tensors: OrtTensors): Promise<NamedTensors> {
    const read = infos.map(async ({ name, shape }) => {
      // Fetched, a tensor is one of the CPU's from then on; its buffer on the GPU would be held for nothing.
      const data = (await tensors[name]!.getData(true)) as Float32Array;
      return [name, { shape: [...shape], data: data.slice() }] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }
}
