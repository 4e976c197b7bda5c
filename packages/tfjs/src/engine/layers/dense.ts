import type { ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * y = x·W + b, with W kept as [in, out].
 *
 * Every product here is plain A·B with explicit transposes: the wasm backend computes transposed operands 10 to 25 times
 * slower, and its fused matMul gives wrong numbers when it transposes and adds a bias.
 */
export function denseForward(
  tf: TfjsNamespace,
  layer: ResolvedLayer,
  parameters: DeviceTensors,
  input: DeviceTensor,
): DeviceTensor {
  const product = tf.matMul(input, parameterOf(layer, "weight", parameters)!);
  const bias = parameterOf(layer, "bias", parameters);
  return bias === undefined ? product : tf.add(product, bias);
}

/** dW = xᵀ·dy and db = the sum of dy over rows, by parameter name. */
export function denseParameterGradients(
  tf: TfjsNamespace,
  layer: ResolvedLayer,
  input: DeviceTensor,
  gradient: DeviceTensor,
): DeviceTensors {
  return Object.fromEntries(
    layer.parameters.map(({ name, role }) => [
      name,
      role === "weight" ? tf.matMul(tf.transpose(input), gradient) : tf.sum(gradient, 0),
    ]),
  );
}

/** dx = dy·Wᵀ. */
export function denseBackward(
  tf: TfjsNamespace,
  layer: ResolvedLayer,
  parameters: DeviceTensors,
  gradient: DeviceTensor,
): DeviceTensor {
  return tf.matMul(gradient, tf.transpose(parameterOf(layer, "weight", parameters)!));
}

function parameterOf(
  layer: ResolvedLayer,
  role: "weight" | "bias",
  parameters: DeviceTensors,
): DeviceTensor | undefined {
  const parameter = layer.parameters.find((candidate) => candidate.role === role);
  return parameter === undefined ? undefined : parameters[parameter.name];
}
