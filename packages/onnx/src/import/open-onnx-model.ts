import type { NamedTensors, Tensor } from "@lockstep/core";
import { rejectUnknownOptions, requireLoss, requireOneOf } from "@lockstep/core/engine";
import type { FileTensor } from "../model-file/file-tensor.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import { readModel } from "../model-file/read-model.ts";
import { writeModel } from "../model-file/write-model.ts";
import { inputIds } from "./input-ids.ts";
import { inputShape, requireDimensions } from "./input-shape.ts";
import { inspectNetwork } from "./inspect-network.ts";
import { liveFileNodes } from "./live-file-nodes.ts";
import { chosenOutput, dataInput, filledInputs } from "./model-ends.ts";
import { modelFingerprint } from "./model-fingerprint.ts";
import { movingStatistics } from "./moving-statistics.ts";
import type { OnnxModelOptions } from "./onnx-model-options.ts";
import type { OnnxModel } from "./onnx-model.ts";
import { parameterCandidates } from "./parameter-candidates.ts";
import { selectTrainable } from "./select-trainable.ts";
import { separateStatistics } from "./separate-statistics.ts";
import { transposed, transposedCopies, type TransposedCopies } from "./transposed-copies.ts";
import { unitAxes } from "./unit-axes.ts";
import { valueOrigins } from "./value-origins.ts";

const OPTIONS = ["loss", "trainable", "externalData", "input", "fill", "output", "dimensions", "runningVariance"];
const SUBJECT = "openOnnxModel";

/**
 * Reads an ONNX file as a model to train: finds its parameters, random sites and running statistics, infers all shapes, and
 * checks that every operator on the way has a gradient.
 *
 * - Parameters are the stored f32 tensors that operators read as weights. One that several nodes read is one parameter,
 *   whose gradients are summed; so is one that the file holds a second time, transposed.
 * - Masks with infinities, and what PyTorch's exporter (`dynamo=True`) notes as buffers, are no parameters. Other files do not
 *   tell a parameter from a buffer that is added or multiplied, such as position encodings: `trainable` leaves it out.
 * - `Dropout` nodes become random sites with fed masks, whatever their `training_mode`.
 * - Batch norms with `training_mode = 1` take the batch's statistics; others keep the stored ones, as constants.
 * - The first axis of the input is the batch. Where the file fixes its length, it is freed if all shapes still fit and
 *   no node sums over it.
 *
 * @throws {DataError} for a file that is damaged or cannot run.
 * @throws {UnsupportedOptionError} naming node and operator, for what cannot be trained through.
 * @throws {InvalidOptionError} for options that do not fit the file.
 * @throws {ShapeMismatchError} if a node's inputs, or the loss, do not fit.
 * @example
 * const graph = new GraphBuilder("linear");
 * const x = graph.input("x", "float32", ["rows", 2]);
 * const w = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
 * const bytes = encodeGraph(graph.build([graph.apply("MatMul", [x, w], {}, "logits")]));
 * const model = openOnnxModel(bytes, { loss: softmaxCrossEntropy() });
 * model.outputShape; // [3]
 * model.parameters.map(({ shape }) => shape); // [[2, 3]]
 */
export function openOnnxModel(bytes: Uint8Array, options: OnnxModelOptions): OnnxModel {
  rejectUnknownOptions(SUBJECT, options, OPTIONS);
  const runningVariance = requireOneOf(`${SUBJECT}: runningVariance`, options.runningVariance ?? "population", [
    "population",
    "unbiased",
  ]);
  const reading = options.externalData === undefined ? {} : { externalData: options.externalData };
  const file = separateStatistics(readModel(bytes, reading), reading);
  const input = dataInput(SUBJECT, file, options.input);
  const output = chosenOutput(SUBJECT, file, options.output);
  requireDimensions(SUBJECT, file.inputs, options.dimensions);
  const { fixedRows, rowShape } = inputShape(SUBJECT, input, options.dimensions);
  const nodes = liveFileNodes(file.nodes, output);
  const origins = valueOrigins(nodes, file.initializers.keys());
  const candidates = parameterCandidates({ ...file, nodes }, origins);
  const found = transposedCopies(file, candidates);
  const own = candidates.filter((name) => !found.has(name));
  const trainable = selectTrainable(SUBJECT, file, own, options.trainable);
  // A copy that is named is trained apart.
  const copies = new Map(
    [...found].filter(([copy, original]) => !trainable.includes(copy) && trainable.includes(original)),
  );
  const statistics = movingStatistics(SUBJECT, nodes, origins, trainable);
  const plan = {
    file,
    nodes,
    input,
    filled: filledInputs(SUBJECT, file, input, options),
    output,
    trainable,
    copies,
    statistics,
    unitAxes: unitAxes(nodes, file),
    unbiased: runningVariance === "unbiased",
  };
  const { network, outputShape, sites, rows, normOverRows } = inspectNetwork(SUBJECT, plan, rowShape, fixedRows);
  const loss = requireLoss(options.loss, outputShape);
  const ids = inputIds(nodes, file, input);
  return {
    network,
    loss,
    inputShape: rowShape,
    outputShape,
    parameters: trainable.map((name) => ({ name, shape: tensorOf(file, name).dims, trainable: true })),
    // What a buffer begins with is in `initialBuffers`: a file has no single number for it.
    buffers: statistics.map((name) => ({ name, role: name, shape: tensorOf(file, name).dims, initial: Number.NaN })),
    weights: readTensors(file, trainable),
    initialBuffers: readTensors(file, statistics),
    randomSites: sites,
    fingerprint: modelFingerprint(plan, rowShape, loss),
    ...(rows === undefined ? {} : { rows }),
    ...(normOverRows === undefined ? {} : { normOverRows }),
    ...(ids === undefined ? {} : { inputIds: ids }),
    exportModel: ({ parameters, buffers = {} }) =>
      writeModel(file, { tensors: withCopies(file, copies, dataOf({ ...parameters, ...buffers })), inference: true }),
  };
}

function tensorOf(file: ModelFile, name: string): FileTensor {
  return file.initializers.get(name)!;
}

function readTensors(file: ModelFile, names: readonly string[]): NamedTensors {
  return Object.fromEntries(
    names.map((name): [string, Tensor] => {
      const tensor = tensorOf(file, name);
      return [name, { shape: [...tensor.dims], data: tensor.read() as Float32Array }];
    }),
  );
}

/** The data of the copies follow those of the matrices that they are the transposes of. */
function withCopies(
  file: ModelFile,
  copies: TransposedCopies,
  tensors: ReadonlyMap<string, Float32Array>,
): ReadonlyMap<string, Float32Array> {
  const followed = [...copies].flatMap(([copy, original]) => {
    const data = tensors.get(original);
    return data === undefined ? [] : [[copy, transposed(data, tensorOf(file, original).dims[1]!)] as const];
  });
  return new Map([...tensors, ...followed]);
}

function dataOf(tensors: NamedTensors): ReadonlyMap<string, Float32Array> {
  return new Map(Object.entries(tensors).map(([name, { data }]) => [name, data]));
}
