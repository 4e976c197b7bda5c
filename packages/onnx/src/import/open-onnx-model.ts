import {
  InvalidOptionError,
  LockstepError,
  UnsupportedOptionError,
  type LossSpec,
  type NamedTensors,
  type Tensor,
} from "@lockstep/core";
import {
  rejectUnknownOptions,
  requireLoss,
  requireOneOf,
  type LayerBuffer,
  type ParameterInfo,
  type RandomSite,
} from "@lockstep/core/engine";
import { differentiate } from "../gradients/differentiate.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { formatGraphShape, isRows, type GraphShape } from "../graph/dimension.ts";
import type { ExternalData } from "../model-file/external-data.ts";
import type { FileTensor } from "../model-file/file-tensor.ts";
import type { FileValue } from "../model-file/file-value.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import { readModel } from "../model-file/read-model.ts";
import { writeModel } from "../model-file/write-model.ts";
import type { Network } from "../network/network.ts";
import { inputIds } from "./input-ids.ts";
import { inputShape } from "./input-shape.ts";
import { liveFileNodes } from "./live-file-nodes.ts";
import { modelFingerprint } from "./model-fingerprint.ts";
import { movingStatistics } from "./moving-statistics.ts";
import { onnxNetwork, type OnnxNetworkPlan } from "./onnx-network.ts";
import { parameterCandidates } from "./parameter-candidates.ts";
import { selectTrainable, type TrainableSelection } from "./select-trainable.ts";
import { unitAxes } from "./unit-axes.ts";
import { valueOrigins } from "./value-origins.ts";

/** Options of {@link openOnnxModel}. */
export interface OnnxModelOptions {
  /** What training minimises. */
  readonly loss: LossSpec;
  /**
   * Which parameters are trained, by the names of their initializers: a name, a pattern in which `*` stands for anything, a
   * regular expression, or several of them. The others stay constants. @default all parameters
   */
  readonly trainable?: TrainableSelection;
  /** Files beside the model that hold its tensors' data, by location. @default none */
  readonly externalData?: ExternalData;
  /** Name of the graph input that takes the data. @default the only one */
  readonly input?: string;
  /** Name of the value that the loss is taken of: an output, or any value inside. @default the first output */
  readonly output?: string;
  /** Lengths of axes that the file only names, other than the batch: `{ sequence: 128 }`. @default none */
  readonly dimensions?: Readonly<Record<string, number>>;
  /**
   * How batch norms in training mode move their running variance: by the batch's variance over n, as ONNX says, or over
   * n - 1, as PyTorch does. @default "population"
   */
  readonly runningVariance?: "population" | "unbiased";
}

/** What an engine needs to train an ONNX file. */
export interface OnnxModel {
  readonly network: Network;
  readonly loss: LossSpec;
  /** Of one row. */
  readonly inputShape: readonly number[];
  /** Of one row. */
  readonly outputShape: readonly number[];
  readonly parameters: readonly ParameterInfo[];
  /** Running statistics that training moves. */
  readonly buffers: readonly LayerBuffer[];
  /** The file's values of the parameters. */
  readonly weights: NamedTensors;
  /** The file's values of the buffers. */
  readonly initialBuffers: NamedTensors;
  /** The file's `Dropout` nodes, in forward order. */
  readonly randomSites: readonly RandomSite[];
  /** Everything that the numbers depend on, except the weights. */
  readonly fingerprint: string;
  /** The number of rows of every batch, where the file fixes it. */
  readonly rows?: number;
  /** Inputs are ids, whole numbers below this one. */
  readonly inputIds?: number;
  /**
   * The file with other weights, in inference mode: `Dropout` and batch norm no longer train. What the file holds besides
   * (names, metadata, fields unknown here) stays as it was.
   */
  exportModel(state: { readonly parameters: NamedTensors; readonly buffers?: NamedTensors }): Uint8Array;
}

const OPTIONS = ["loss", "trainable", "externalData", "input", "output", "dimensions", "runningVariance"];
const SUBJECT = "openOnnxModel";

/**
 * Reads an ONNX file as a model to train: finds its parameters, random sites and running statistics, infers all shapes, and
 * checks that every operator on the way has a gradient.
 *
 * - Parameters are the stored f32 tensors that operators read as weights. One that several nodes read is one parameter,
 *   whose gradients are summed.
 * - `Dropout` nodes become random sites with fed masks, whatever their `training_mode`.
 * - Batch norms with `training_mode = 1` take the batch's statistics; others keep the stored ones, as constants.
 * - The first axis of the input is the batch. Where the file fixes its length, it is freed if all shapes still fit.
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
  const file = readModel(bytes, options.externalData === undefined ? {} : { externalData: options.externalData });
  const input = dataInput(file, options.input);
  const output = chosenOutput(file, options.output);
  const { fixedRows, rowShape } = inputShape(SUBJECT, input, options.dimensions);
  const nodes = liveFileNodes(file.nodes, output);
  const origins = valueOrigins(nodes, file.initializers.keys());
  const trainable = selectTrainable(SUBJECT, file, parameterCandidates({ ...file, nodes }, origins), options.trainable);
  const statistics = movingStatistics(SUBJECT, nodes, origins, trainable);
  const plan = {
    file,
    nodes,
    input,
    output,
    trainable,
    statistics,
    unitAxes: unitAxes(nodes, file),
    unbiased: runningVariance === "unbiased",
  };
  const { network, outputShape, sites, rows } = inspect(plan, rowShape, fixedRows);
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
    fingerprint: modelFingerprint(plan, loss),
    ...(rows === undefined ? {} : { rows }),
    ...(ids === undefined ? {} : { inputIds: ids }),
    exportModel: ({ parameters, buffers = {} }) =>
      writeModel(file, { tensors: dataOf({ ...parameters, ...buffers }), inference: true }),
  };
}

interface Inspected {
  readonly network: Network;
  readonly outputShape: readonly number[];
  readonly sites: readonly RandomSite[];
  readonly rows: number | undefined;
}

/** Writes the network once, for its shapes and sites, with the batch free if that works. */
function inspect(
  plan: Omit<OnnxNetworkPlan, "inputShape">,
  rowShape: readonly number[],
  fixedRows: number | undefined,
): Inspected {
  try {
    return inspectWith(plan, ["rows", ...rowShape], undefined);
  } catch (error) {
    // Exporters write the length of the example's batch into shapes, where nothing but that length fits.
    if (fixedRows === undefined || !(error instanceof LockstepError)) throw error;
    return inspectWith(plan, [fixedRows, ...rowShape], fixedRows);
  }
}

function inspectWith(
  plan: Omit<OnnxNetworkPlan, "inputShape">,
  shape: GraphShape,
  rows: number | undefined,
): Inspected {
  const network = onnxNetwork({ ...plan, inputShape: shape });
  const graph = new GraphBuilder("inspection");
  const { output, sites, parameters } = network.emit(graph, { training: true, draws: true });
  const [outputRows, ...outputShape] = output.shape;
  if (outputRows !== shape[0] || outputShape.some(isRows) || output.elementType !== "float32") {
    throw new UnsupportedOptionError({
      subject: `${SUBJECT}: output ${plan.output}`,
      rule: "must be f32 with one row for each of the input's",
      received: `${output.elementType} ${formatGraphShape(output.shape)} for inputs of ${formatGraphShape(shape)}`,
      remedy: "Choose another output, or export the model so that the batch is the first axis.",
    });
  }
  const incoming = graph.input("outputGradient", "float32", output.shape);
  differentiate(graph, output, incoming, [...parameters.values()]);
  return { network, outputShape: outputShape as readonly number[], sites, rows };
}

function dataInput({ inputs }: ModelFile, wanted: string | undefined): FileValue {
  const found = wanted === undefined ? inputs[0] : inputs.find(({ name }) => name === wanted);
  const names = inputs.map(({ name }) => name);
  if (found === undefined) {
    throw new InvalidOptionError({
      subject: `${SUBJECT}: input`,
      rule: "must name an input of the graph",
      received: wanted,
      remedy: `Its inputs: ${names.join(", ") || "none"}.`,
    });
  }
  if (inputs.length > 1) {
    throw new UnsupportedOptionError({
      subject: `${SUBJECT}: model`,
      rule: "must have one input",
      received: names,
      remedy: "Export it with the others as constants, or train a model that takes them as one.",
    });
  }
  return found;
}

function chosenOutput({ outputs, nodes }: ModelFile, wanted: string | undefined): string {
  const name = wanted ?? outputs[0]?.name;
  if (name !== undefined && nodes.some((node) => node.outputs.includes(name))) return name;
  throw new InvalidOptionError({
    subject: `${SUBJECT}: output`,
    rule: "must name a value that a node computes",
    received: name,
    remedy: `The graph's outputs: ${outputs.map((output) => output.name).join(", ") || "none"}.`,
  });
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

function dataOf(tensors: NamedTensors): ReadonlyMap<string, Float32Array> {
  return new Map(Object.entries(tensors).map(([name, { data }]) => [name, data]));
}
