import {
  meanSquaredError,
  sequential,
  type LayerSpec,
  type NamedTensors,
  type Shape,
  type Tensor,
} from "@lockstep/core";
import { resolveEngineModel, type ResolvedLayer } from "@lockstep/core/engine";
import * as tf from "@tensorflow/tfjs-core";

import { layerKernel } from "../../src/engine/layer-kernels.ts";
import { parameterLayouts } from "../../src/engine/parameter-layouts.ts";
import { downloadPart, uploadPart, uploadTensor } from "../../src/engine/tensor-transfer.ts";

/** What a layer gives for an input and a gradient of its output, in the specification's layouts. */
export interface LayerRun {
  readonly output: Tensor;
  readonly inputGradient: Tensor;
  readonly parameterGradients: NamedTensors;
}

/** A layer that stands alone. */
export function aloneLayer(spec: LayerSpec, inputShape: Shape): ResolvedLayer {
  const options = { loss: meanSquaredError(), seed: 1 };
  return resolveEngineModel("test", sequential({ inputShape, layers: [spec] }), options).layers[0]!;
}

/**
 * A layer's kernel on the current backend, forward and backward.
 *
 * @param parameters by role.
 */
export async function runLayer(
  layer: ResolvedLayer,
  input: Tensor,
  outputGradient: Tensor,
  parameters: NamedTensors = {},
): Promise<LayerRun> {
  const layouts = parameterLayouts([layer]);
  const order = (role: string): readonly number[] | undefined => layouts.get(`${layer.name}.${role}`);
  const kernel = layerKernel(layer);
  const device = tf.tidy(() => {
    const placed = Object.fromEntries(
      Object.entries(parameters).map(([role, tensor]) => [role, uploadPart(tf, tensor, order(role))]),
    );
    const pass = { tf, parameters: placed, buffers: {}, masks: undefined, training: true };
    const placedInput = uploadTensor(tf, input);
    const { output, saved } = kernel.forward(placedInput, pass);
    const gradients = kernel.backward(
      uploadTensor(tf, outputGradient),
      { input: placedInput, output, saved },
      { tf, parameters: placed, needsInputGradient: true },
    );
    return { output, input: gradients.input!, parameters: { ...gradients.parameters } };
  });
  const run = {
    output: await downloadPart(device.output, undefined),
    inputGradient: await downloadPart(device.input, undefined),
    parameterGradients: Object.fromEntries(
      await Promise.all(
        Object.entries(device.parameters).map(async ([role, tensor]) => [
          role,
          await downloadPart(tensor, order(role)),
        ]),
      ),
    ),
  };
  tf.dispose(device);
  return run;
}
