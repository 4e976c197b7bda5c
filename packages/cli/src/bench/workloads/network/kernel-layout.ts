import type { Tensor } from "@lockstep/core";

/** A weight of a dense layer as [inputs, outputs], the layout of TensorFlow.js and of products written `x · w`. */
export function kernelLayout({ shape, data }: Tensor): Tensor {
  const [outputs, inputs] = shape as readonly [number, number];
  const kernel = new Float32Array(data.length);
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) kernel[input * outputs + output] = data[output * inputs + input]!;
  }
  return { shape: [inputs, outputs], data: kernel };
}
