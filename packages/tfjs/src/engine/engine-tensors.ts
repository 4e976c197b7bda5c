import type { EngineState, NamedTensors } from "@lockstep/core";

import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { ParameterLayouts } from "./parameter-layouts.ts";
import { downloadPart, uploadPart } from "./tensor-transfer.ts";

/** An engine's state on the device, in the device's layouts. A type, not an interface, so that tidy looks inside. */
export type EngineTensors = {
  readonly parameters: DeviceTensors;
  /** Absent until a step with momentum makes it, which spares its memory where there is none. */
  readonly velocity: DeviceTensors | undefined;
  /** What layers keep besides parameters, by name. */
  readonly buffers: DeviceTensors;
};

/** Copies a state to the device. */
export function uploadState(
  tf: TfjsNamespace,
  layouts: ParameterLayouts,
  { parameters, velocity, buffers = {} }: EngineState,
): EngineTensors {
  const upload = (tensors: NamedTensors): DeviceTensors =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, uploadPart(tf, tensor, layouts.get(name))]),
    );
  return {
    parameters: upload(parameters),
    velocity: velocity === undefined ? undefined : upload(velocity),
    buffers: upload(buffers),
  };
}

/** Reads a state back, as it is at the time of the call. */
export async function downloadState(
  layouts: ParameterLayouts,
  { parameters, velocity, buffers }: EngineTensors,
): Promise<EngineState> {
  const download = async (tensors: DeviceTensors): Promise<NamedTensors> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(tensors).map(async ([name, tensor]) => [name, await downloadPart(tensor, layouts.get(name))]),
      ),
    );
  // All reads start before the first await: a step taken meanwhile does not mix into them.
  const [parametersRead, velocityRead, buffersRead] = await Promise.all([
    download(parameters),
    velocity === undefined ? undefined : download(velocity),
    download(buffers),
  ]);
  return {
    parameters: parametersRead,
    ...(velocityRead === undefined ? {} : { velocity: velocityRead }),
    ...(Object.keys(buffersRead).length === 0 ? {} : { buffers: buffersRead }),
  };
}

/** Every tensor of a state. */
export function tensorsOf({ parameters, velocity, buffers }: EngineTensors): readonly DeviceTensor[] {
  return [...Object.values(parameters), ...Object.values(velocity ?? {}), ...Object.values(buffers)];
}
