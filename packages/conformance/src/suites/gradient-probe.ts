import {
  dense,
  flatten,
  sequential,
  shapeSize,
  type LayerSpec,
  type MicroBatch,
  type ModelSpec,
  type NamedTensors,
  type SgdStep,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";

/** Plain SGD with a learning rate of 1: the weights move by exactly the gradient. */
export const PLAIN_STEP: SgdStep = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

/** The gradients of a batch's mean loss by parameter, read off one step; the weights are put back afterwards. */
export async function gradientsOfStep(
  engine: TrainingEngine,
  ...microBatches: readonly MicroBatch[]
): Promise<Record<string, Float32Array>> {
  const before = await engine.readState();
  await engine.trainBatch(microBatches, PLAIN_STEP).read();
  const after = await engine.readState();
  await engine.writeState(before);
  return Object.fromEntries(
    Object.entries(before.parameters).map(([name, { data }]) => [
      name,
      data.map((weight, index) => weight - after.parameters[name]!.data[index]!),
    ]),
  );
}

/**
 * A model in which a layer's gradients can be read off weight updates, so that the port needs no method for them.
 *
 * The layer stands on a dense layer without bias whose input is the identity matrix: row r of the batch selects column
 * r of its weight W [features, rows], which therefore holds the layer's input, and whose gradient is the layer's input
 * gradient, transposed.
 */
export interface GradientProbe {
  readonly model: ModelSpec;
  /** Identity matrix: one row for each row of the layer's input. */
  readonly inputs: Tensor;
  /** Weights under which the layer sees the wanted input, and has the wanted parameters. */
  readonly weights: NamedTensors;
  /** The gradient with respect to the layer's input, [rows, features], from that of W. */
  inputGradient(weightGradient: Float32Array): Float32Array;
}

/**
 * Puts a layer on a probe.
 *
 * @param layerInput [rows, ...]; the layer gets each row flat, unless a layer before it changes that.
 * @param parameters the layer's own, named `1.weight` and `1.bias`, if nothing stands before it.
 * @param before layers between the dense one and this. @default none
 */
export function gradientProbe(
  layer: LayerSpec,
  layerInput: Tensor,
  parameters: NamedTensors = {},
  before: readonly LayerSpec[] = [],
): GradientProbe {
  const rows = layerInput.shape[0]!;
  const features = shapeSize(layerInput.shape.slice(1));
  // What was flat stays so: an engine need not know flatten for it.
  const after = layerInput.shape.length === 2 && layer.kind !== "reshape" ? [] : [flatten()];
  return {
    model: sequential({ inputShape: [rows], layers: [dense(features, { bias: false }), ...before, layer, ...after] }),
    inputs: { shape: [rows, rows], data: identity(rows) },
    weights: {
      "0.weight": { shape: [features, rows], data: transposed(layerInput.data, rows, features) },
      ...parameters,
    },
    inputGradient: (weightGradient) => transposed(weightGradient, features, rows),
  };
}

/** Targets under which the mean squared error's gradient with respect to the outputs is the wanted one. */
export function targetsFor(outputGradient: Float32Array, outputs: Float32Array, rows: number): Tensor {
  const length = outputs.length / rows;
  const shape = [rows, length];
  const data = outputs.map((output, index) => output - (outputGradient[index]! * shapeSize(shape)) / 2);
  return { shape, data };
}

function identity(size: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let index = 0; index < size; index++) matrix[index * (size + 1)] = 1;
  return matrix;
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column]!;
  }
  return result;
}
