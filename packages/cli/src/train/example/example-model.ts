import { drawInitial, kaimingUniform, streamKey } from "@lockstep/core";
import {
  encodeGraph,
  int,
  ints,
  type Attributes,
  type ConstantData,
  type GraphNode,
  type GraphShape,
  type GraphValue,
  type Initializer,
} from "@lockstep/onnx";

/** Of the first weights: each example is the same. */
const SEED = 42;
const DROPOUT_RATE = 0.5;

/**
 * The bytes of an `.onnx` file that nothing has trained: a small convolutional network for grey images of 28 × 28 pixels in
 * ten classes, as an exporter in training mode would write it, dropout and all. LeCun et al.'s LeNet-5 is its pattern.
 */
export function exampleModel(): Uint8Array {
  const initializers: Initializer[] = [];
  const nodes: GraphNode[] = [];

  function stored(name: string, data: ConstantData, shape: readonly number[]): GraphValue {
    const value: GraphValue = { name, elementType: "float32", shape };
    initializers.push({ value, data });
    return value;
  }

  /** A layer's weight, which is drawn, and its bias of zeros. */
  function weights(layer: string, shape: readonly [number, ...number[]]): readonly GraphValue[] {
    const { data } = drawInitial(kaimingUniform(), streamKey(SEED, "initialWeights", initializers.length), shape);
    const bias = new Float32Array(shape[0]);
    return [stored(`${layer}.weight`, data, shape), stored(`${layer}.bias`, bias, [shape[0]])];
  }

  function apply(
    [operator, name]: readonly [operator: string, name: string],
    inputs: readonly GraphValue[],
    shape: GraphShape,
    attributes: Attributes = {},
  ): GraphValue {
    const output: GraphValue = { name, elementType: "float32", shape };
    nodes.push({ name, operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** A convolution by 5 × 5, a relu, and the largest of each 2 × 2. */
  function convolve(
    layer: string,
    inputs: GraphValue,
    [maps, of, side]: readonly [number, number, number],
  ): GraphValue {
    const wide: GraphShape = ["rows", maps, side - 4, side - 4];
    const kernel = weights(layer, [maps, of, 5, 5]);
    const filtered = apply(["Conv", layer], [inputs, ...kernel], wide, { kernel_shape: ints([5, 5]) });
    const active = apply(["Relu", `${layer}.relu`], [filtered], wide);
    const pool = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
    return apply(["MaxPool", `${layer}.pool`], [active], ["rows", maps, (side - 4) / 2, (side - 4) / 2], pool);
  }

  const transposed = { transB: int(1) };
  const pixels: GraphValue = { name: "pixels", elementType: "float32", shape: ["rows", 1, 28, 28] };
  const maps = convolve("conv2", convolve("conv1", pixels, [8, 1, 28]), [16, 8, 12]);
  const features = apply(["Flatten", "features"], [maps], ["rows", 256], { axis: int(1) });
  const hidden = apply(["Gemm", "hidden"], [features, ...weights("hidden", [64, 256])], ["rows", 64], transposed);
  const active = apply(["Relu", "hidden.relu"], [hidden], ["rows", 64]);
  const rate = stored("dropout.rate", Float32Array.of(DROPOUT_RATE), []);
  const dropped = apply(["Dropout", "dropout"], [active, rate], ["rows", 64]);
  const classifier = weights("classifier", [10, 64]);
  const logits = apply(["Gemm", "logits"], [dropped, ...classifier], ["rows", 10], transposed);
  return encodeGraph({ name: "digits", inputs: [pixels], outputs: [logits], initializers, nodes });
}
