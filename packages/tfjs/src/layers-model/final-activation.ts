import { shapeSize, UnsupportedOptionError, type LossSpec, type Shape } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { finalLayer } from "./final-layer.ts";
import { interceptCalls } from "./intercept-calls.ts";
import type { Layer } from "../models/layer.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";

/** The function that a loss of logits computes itself, so that a model which ends in it must be asked for what goes in. */
const INSIDE_LOSS: Readonly<Partial<Record<LossSpec["kind"], "softmax" | "sigmoid">>> = {
  "softmax-cross-entropy": "softmax",
  "binary-cross-entropy-with-logits": "sigmoid",
};

/** Layers whose activation is the last thing that they do to their output. */
const ACTIVATED: readonly string[] = [
  "Activation",
  "Conv1D",
  "Conv2D",
  "Conv2DTranspose",
  "Conv3D",
  "Conv3DTranspose",
  "Dense",
  "DepthwiseConv2D",
  "SeparableConv2D",
];

interface ActivatedLayer extends Layer {
  activation?: { getClassName(): string; apply(x: DeviceTensor): DeviceTensor };
}

/** What stands in for the activation. The name lets a layer use its fused kernel. */
const IDENTITY: NonNullable<ActivatedLayer["activation"]> = {
  getClassName: () => "linear",
  apply: (x) => x,
};

/**
 * Finds the final activation that a loss of logits has in itself, and returns what computes without it: most models of
 * tfjs end in a softmax or a sigmoid, whose composition with the logarithm of the loss would lose precision.
 *
 * @returns a function that runs its argument while the model gives logits; it only runs it where there is nothing to leave
 *   out.
 * @throws {UnsupportedOptionError} where the activation is there and cannot be left out without changing what else the model
 *   computes: the loss would apply it a second time.
 */
export function withoutFinalActivation(
  subject: string,
  tf: TfjsNamespace,
  model: LayersModel,
  loss: LossSpec,
): <Result>(compute: () => Result) => Result {
  const name = INSIDE_LOSS[loss.kind];
  const { called, layer } = finalLayer(model);
  const activated = layer as ActivatedLayer;
  const isSoftmaxLayer = name === "softmax" && layer.getClassName() === "Softmax";
  const isActivated = ACTIVATED.includes(layer.getClassName()) && activated.activation?.getClassName() === name;
  if (name === undefined || (!isSoftmaxLayer && !isActivated)) return (compute) => compute();

  const refuse = (rule: string, received: unknown): never => {
    throw new UnsupportedOptionError({
      subject: `${subject}: the final ${name} of the model`,
      rule,
      received,
      remedy: `Give the model no final ${name}: the loss has it in itself.`,
    });
  };
  const calls = countCalls(tf, model, called);
  if (calls !== 1) refuse("must be that of a layer which is called once", calls);
  const outputs = shapeSize((model.outputs[0]!.shape as Shape).slice(1));
  const normalised = (called.outputShape as Shape).at(-1);
  if (name === "softmax" && normalised !== outputs) refuse("must be over all outputs of a row", normalised);

  if (isSoftmaxLayer) return (compute) => interceptCalls([layer], (_, input) => input, compute);
  const { activation } = activated;
  return (compute) => {
    activated.activation = IDENTITY;
    try {
      return compute();
    } finally {
      activated.activation = activation!;
    }
  };
}

/** How often a model calls a layer for one batch. */
function countCalls(tf: TfjsNamespace, model: LayersModel, layer: Layer): number {
  let calls = 0;
  const own = layer.call.bind(layer);
  const [, ...lengths] = model.inputs[0]!.shape as Shape;
  tf.tidy(() => {
    const row = tf.zeros([1, ...lengths]);
    const count = (_: number, input: DeviceTensor): DeviceTensor => {
      calls++;
      return own(input, {}) as DeviceTensor;
    };
    interceptCalls([layer], count, () => model.apply(row));
  });
  return calls;
}
