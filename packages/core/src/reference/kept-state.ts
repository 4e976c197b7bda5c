import type { EngineModel } from "../engine/engine-options.ts";
import type { EngineState } from "../engine/training-engine.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import { copyTensors, type NamedTensors, type Tensor } from "../tensor/tensor.ts";
import type { NamedArrays } from "./layer-kernel.ts";
import type { Kernels } from "./kernels/kernels.ts";

interface Form {
  readonly name: string;
  readonly shape: Shape;
}

/** What an engine holds between steps, in memory that its kernels keep. Arrays are asked for anew in every scope. */
export interface KeptState {
  readonly parameters: NamedTensors;
  readonly velocity: NamedTensors;
  readonly buffers: NamedTensors;
  /** Where the sums of a step's gradients run on. */
  readonly gradients: NamedTensors;
  /** Takes over a state, bit for bit: without velocity zeros, without buffers what they begin with. */
  write(state: EngineState): void;
  /** A copy. */
  read(): EngineState;
}

/** Makes room for a model's state and fills it with its first weights. */
export function keepState(kernels: Kernels, model: EngineModel): KeptState {
  const parameters = keepTensors(kernels, model.parameters);
  const velocity = keepTensors(kernels, model.parameters);
  const gradients = keepTensors(kernels, model.parameters);
  const buffers = keepTensors(kernels, model.buffers);
  const state: KeptState = {
    parameters,
    velocity,
    gradients,
    buffers,
    write(given) {
      fill(parameters, given.parameters);
      if (given.velocity === undefined) clear(velocity);
      else fill(velocity, given.velocity);
      if (given.buffers !== undefined) fill(buffers, given.buffers);
      else for (const { name, initial } of model.buffers) buffers[name]!.data.fill(initial);
    },
    read: () => ({
      parameters: copyTensors(parameters),
      velocity: copyTensors(velocity),
      ...(model.buffers.length === 0 ? {} : { buffers: copyTensors(buffers) }),
    }),
  };
  state.write({ parameters: model.weights });
  return state;
}

/** The arrays of tensors, by name. */
export function arraysOf(tensors: NamedTensors): NamedArrays {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data]));
}

/** Sets tensors to zero. */
export function clear(tensors: NamedTensors): void {
  for (const { data } of Object.values(tensors)) data.fill(0);
}

function fill(tensors: NamedTensors, given: NamedTensors): void {
  for (const [name, { data }] of Object.entries(tensors)) data.set(given[name]!.data);
}

function keepTensors(kernels: Kernels, forms: readonly Form[]): NamedTensors {
  return Object.fromEntries(
    forms.map(({ name, shape }): [string, Tensor] => {
      const kept = kernels.keep(shapeSize(shape));
      return [
        name,
        {
          shape,
          get data() {
            return kept.data;
          },
        },
      ];
    }),
  );
}
