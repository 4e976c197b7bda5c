import type { Jax } from "../backends/load-jax.ts";
import { CLASSES } from "../network/benchmark-network.ts";
import { kernelsAndBiases } from "../network/kernels-and-biases.ts";
import { oneHotRows, type LabelledBatch } from "../network/labelled-rows.ts";

/** An array of jax-js. It is moved where it is used: `ref` keeps it for another use. */
export type JaxArray = InstanceType<Jax["Array"]>;

/** Kernel [inputs, outputs] and bias of each dense layer in turn. */
export type JaxParameters = JaxArray[];

/** The starting weights as arrays of jax-js. */
export function jaxParameters(jax: Jax, width: number): JaxParameters {
  return kernelsAndBiases(width).map(({ shape, data }) =>
    jax.numpy.array(data as Float32Array<ArrayBuffer>, { shape: [...shape] }),
  );
}

/** A batch as arrays of jax-js: inputs, and classes as one-hot rows. */
export function jaxBatch(jax: Jax, { inputs, targets }: LabelledBatch): { readonly x: JaxArray; readonly y: JaxArray } {
  const array = (data: Float32Array, shape: number[]): JaxArray =>
    jax.numpy.array(data as Float32Array<ArrayBuffer>, { shape });
  return {
    x: array(inputs.data, [...inputs.shape]),
    y: array(oneHotRows(targets.data), [targets.data.length, CLASSES]),
  };
}

/**
 * The network's outputs, [rows, 10].
 *
 * @param drop what becomes of a hidden layer's activation.
 */
export function jaxOutputs(
  { numpy, nn }: Jax,
  [w1, b1, w2, b2, w3, b3]: JaxParameters,
  x: JaxArray,
  drop: (activation: JaxArray, site: 0 | 1) => JaxArray,
): JaxArray {
  const h1 = drop(nn.relu(numpy.matmul(x, w1!).add(b1!)), 0);
  const h2 = drop(nn.relu(numpy.matmul(h1, w2!).add(b2!)), 1);
  return numpy.matmul(h2, w3!).add(b3!);
}

/** Mean softmax cross-entropy of outputs against one-hot rows. */
export function jaxLoss({ numpy, nn }: Jax, outputs: JaxArray, y: JaxArray): JaxArray {
  const rows = outputs.shape[0]!;
  return numpy.sum(nn.logSoftmax(outputs).mul(y)).mul(-1 / rows);
}
