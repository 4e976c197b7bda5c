import type { EngineState, NamedTensors } from "@lockstep/core";

import { downloadParameter, uploadParameter } from "./tensor-transfer.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** An engine's state on the device; dense weights are [in, out]. A type, not an interface, so that tidy looks inside. */
export type EngineTensors = {
  readonly parameters: DeviceTensors;
  /** Absent until a step with momentum makes it, which spares its memory where there is none. */
  readonly velocity: DeviceTensors | undefined;
};

/** Copies a state to the device. */
export function uploadState(tf: TfjsNamespace, { parameters, velocity }: EngineState): EngineTensors {
  const upload = (tensors: NamedTensors): DeviceTensors =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, uploadParameter(tf, tensor)]));
  return { parameters: upload(parameters), velocity: velocity === undefined ? undefined : upload(velocity) };
}

/** Reads a state back, as it is at the time of the call. */
export async function downloadState({ parameters, velocity }: EngineTensors): Promise<EngineState> {
  const download = async (tensors: DeviceTensors): Promise<NamedTensors> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(tensors).map(async ([name, tensor]) => [name, await downloadParameter(tensor)] as const),
      ),
    );
  // Both reads start before the first await: a step taken meanwhile does not mix into them.
  const [parametersRead, velocityRead] = await Promise.all([
    download(parameters),
    velocity === undefined ? undefined : download(velocity),
  ]);
  return velocityRead === undefined
    ? { parameters: parametersRead }
    : { parameters: parametersRead, velocity: velocityRead };
}

/** Every tensor of a state. */
export function tensorsOf({ parameters, velocity }: EngineTensors): readonly DeviceTensor[] {
  return [...Object.values(parameters), ...Object.values(velocity ?? {})];
}
