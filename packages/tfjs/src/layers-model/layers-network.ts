import { InvalidOptionError, type LossSpec } from "@lockstep/core";
import type * as tfjsCore from "@tensorflow/tfjs-core";

import type { DeviceNetwork, LossOfBatch, NetworkPass } from "../engine/device-network.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { feedMasks } from "./feed-masks.ts";
import { withoutFinalActivation } from "./final-activation.ts";
import type { Layer } from "../models/layer.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";
import type { NamedWeight } from "../models/named-weights.ts";
import { requireLiveModel } from "../models/require-live-model.ts";

/** What of a model the network computes with. */
export interface NetworkParts {
  readonly model: LayersModel;
  readonly loss: LossSpec;
  /** Layers that draw, one for each random site. */
  readonly drawing: readonly Layer[];
  /** Those that steps change: the ones that were trainable when the engine was made, as `model.compile` has it. */
  readonly parameters: readonly NamedWeight[];
  /** The others. */
  readonly buffers: readonly NamedWeight[];
}

/** The network of a model of tfjs-layers: the model's own layers, and tfjs's tape for the gradients. */
export function layersNetwork(
  subject: string,
  tf: TfjsNamespace,
  { model, loss, drawing, parameters, buffers }: NetworkParts,
): DeviceNetwork {
  const onLogits = withoutFinalActivation(subject, tf, model, loss);

  const apply = (inputs: DeviceTensor, { masks }: NetworkPass, training: boolean): DeviceTensor =>
    feedMasks(tf, drawing, masks, () => model.apply(inputs, { training }) as DeviceTensor);

  return {
    adopt(state) {
      // From here on the model's variables share the state's memory.
      for (const { name, weight } of parameters) assign(weight.read(), state.parameters[name]!);
      for (const { name, weight } of buffers) assign(weight.read(), state.buffers[name]!);
    },
    requireAdopted(engine, state) {
      requireLiveModel(engine, model);
      requireUnchanged(engine, parameters, state.parameters);
      requireUnchanged(engine, buffers, state.buffers);
    },
    output: (inputs, pass) => apply(inputs, pass, false),
    scores: (inputs, pass) => onLogits(() => apply(inputs, pass, false)),
    sums(inputs, pass, lossOf) {
      // Those of the micro-batch before.
      for (const { name, weight } of buffers) assign(weight.read(), pass.buffers[name]!);
      const variables = parameters.map(({ weight }) => weight.read() as tfjsCore.Variable);
      const lossSum = (): tfjsCore.Scalar => onLogits(() => lossForTape(tf, apply(inputs, pass, true), lossOf));
      // Not tf.variableGrads, which leaves out what has been frozen since the engine was made. The tape takes no empty list.
      const { value, grads } =
        variables.length === 0
          ? { value: lossSum(), grads: [] }
          : tf.engine().gradients(lossSum, variables, undefined, true);
      const gradients = parameters.map(
        ({ name }, index) => [name, grads[index] ?? tf.zerosLike(variables[index]!)] as const,
      );
      const after = buffers.map(({ name, weight }) => [name, tf.clone(weight.read())] as const);
      return {
        lossSum: value,
        gradients: Object.fromEntries(gradients),
        buffers: Object.fromEntries(after),
      };
    },
  };
}

/** The loss with its gradient as core states it, instead of what the tape would make of it. */
function lossForTape(
  tf: TfjsNamespace,
  scores: DeviceTensor,
  lossOf: (scores: DeviceTensor) => LossOfBatch,
): tfjsCore.Scalar {
  return tf.customGrad((given, save) => {
    const { lossSum, gradient } = lossOf(given as DeviceTensor);
    // What is not saved is freed before the way back.
    (save as tfjsCore.GradSaveFunc)([gradient]);
    return { value: lossSum, gradFunc: (_, [saved]) => saved! };
  })(scores) as tfjsCore.Scalar;
}

function assign(variable: DeviceTensor, tensor: DeviceTensor): void {
  (variable as tfjsCore.Variable).assign(tensor);
}

/** @throws {InvalidOptionError} if somebody else changed weights since the engine put its own there: the next step would overwrite them. */
function requireUnchanged(engine: string, weights: readonly NamedWeight[], tensors: DeviceTensors): void {
  const changed = weights.find(({ name, weight }) => weight.read().dataId !== tensors[name]!.dataId);
  if (changed === undefined) return;
  throw new InvalidOptionError({
    subject: `${engine}: weight ${changed.name} of the model`,
    rule: "was changed outside of the engine",
    remedy: "Change weights by engine.writeState, or dispose of the engine and make another one from the model.",
  });
}
