import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { InvalidOptionError, type NamedTensors, type SgdStep } from "@lockstep/core";
import { graphMessage } from "../encoding/graph-message.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { sgdStructure } from "../optimizer/sgd-structure.ts";
import {
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataType,
  TrainingInfoProtoSchema,
  type GraphProto,
  type StringStringEntryProto,
} from "../proto/onnx_pb.ts";
import { emitTrainingStep } from "./emit-training-step.ts";
import { renameValues } from "./rename-values.ts";
import { requireOperatorSet } from "./require-operator-set.ts";
import { sharedData } from "./shared-data.ts";
import type { TrainableModel } from "./trainable-model.ts";
import { optimizerDefaults, velocityInitializers } from "./training-info-values.ts";
import { zerosGraph } from "./zeros-graph.ts";

/** What {@link addTrainingInfo} writes. */
export interface TrainingInfo {
  /** The step whose parts the training graph has. Its numbers become the defaults of the graph's inputs. */
  readonly step: SgdStep;
  /** The optimiser's velocity by parameter, where the step has momentum. @default zeros */
  readonly velocity?: NamedTensors;
}

/**
 * Adds one optimiser step to an inference model, as ONNX's `TrainingInfoProto`: forward pass with draws, loss, backward pass
 * and SGD update are its algorithm, whose update bindings say which output each weight, running statistic and velocity
 * becomes. The initialization sets velocities to zero and leaves the weights as the file has them. A training graph that the
 * file has already is replaced.
 *
 * Runtimes that only infer skip the field. The names of the algorithm begin with a prefix that the file does not use; the
 * weights and, where they are its only input and f32, the data go by the names that they have in the file.
 *
 * @param bytes an `.onnx` file with the model's weights as initializers under the names of their parameters.
 * @throws {InvalidOptionError} if the file lacks a weight.
 * @throws {UnsupportedOptionError} if the file's operator set has not the algorithm's operators.
 * @throws {ShapeMismatchError} for a model that was put together by hand and does not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const trainable = trainableSpec(resolved);
 * const file = exportNetwork(trainable.network, { parameters: resolved.weights });
 * const withTraining = addTrainingInfo(file, trainable, { step: sgdStep(sgd({ learningRate: 0.1 }), 0) });
 */
export function addTrainingInfo(
  bytes: Uint8Array,
  model: TrainableModel,
  { step, velocity }: TrainingInfo,
): Uint8Array {
  const message = fromBinary(ModelProtoSchema, bytes);
  const file = message.graph!;
  const graph = new GraphBuilder("training");
  const { inputs, outputs, results } = emitTrainingStep(graph, model, sgdStructure(step));
  const built = graph.build(results);
  requireOperatorSet(message, built);

  const stored = [...Object.entries(inputs.parameters), ...Object.entries(inputs.buffers)];
  for (const [name] of stored) requireInitializer(file, name);
  const nameOf = new Map(stored.map(([name, input]) => [input, name]));
  const data = dataInput(file);
  if (data !== undefined) nameOf.set(inputs.inputs, data);
  for (const [value, name] of sharedData(file, built.initializers)) nameOf.set(value, name);
  const prefix = unusedPrefix(file);
  const rename = (name: string): string => nameOf.get(name) ?? `${prefix}${name}`;

  const velocityNames = inputs.momentum?.velocity ?? {};
  const velocityInputs = new Set(Object.values(velocityNames));
  const algorithm = renameValues(
    {
      ...built,
      // An input with an initializer has a default; one that is a weight of the file is none of the algorithm's.
      inputs: built.inputs.filter(({ name }) => !nameOf.has(name) && !velocityInputs.has(name)),
      initializers: [
        ...built.initializers.filter(({ value }) => !nameOf.has(value.name)),
        ...optimizerDefaults(built.inputs, inputs, step),
        ...velocityInitializers(built.inputs, velocityNames, velocity),
      ],
    },
    rename,
  );
  const zeros = zerosGraph(built.inputs.filter(({ name }) => velocityInputs.has(name)));
  // A runtime runs all that a file has, one after another: a second would train the same weights again.
  message.trainingInfo = [
    create(TrainingInfoProtoSchema, {
      algorithm: graphMessage(algorithm),
      initialization: graphMessage(renameValues(zeros, (name) => `${prefix}initial.${name}`)),
      initializationBinding: [...velocityInputs].map((name) => binding(rename(name), `${prefix}initial.${name}`)),
      updateBinding: [
        ...Object.entries(outputs.parameters).map(([name, next]) => binding(name, rename(next))),
        ...Object.entries(outputs.buffers).map(([name, next]) => binding(name, rename(next))),
        ...Object.entries(outputs.velocity).map(([name, next]) => binding(rename(velocityNames[name]!), rename(next))),
      ],
    }),
  ];
  return toBinary(ModelProtoSchema, message);
}

function binding(key: string, value: string): StringStringEntryProto {
  return create(StringStringEntryProtoSchema, { key, value });
}

/** The name of the file's only input, if it is f32, as the algorithm's is. */
function dataInput({ input, initializer }: GraphProto): string | undefined {
  const fed = input.filter(({ name }) => initializer.every((tensor) => tensor.name !== name));
  const type = fed[0]?.type?.value;
  const isFloat =
    type?.case === "tensorType" && (type.value.elemType as TensorProto_DataType) === TensorProto_DataType.FLOAT;
  return fed.length === 1 && isFloat ? fed[0]!.name : undefined;
}

function requireInitializer({ initializer }: GraphProto, name: string): void {
  if (initializer.some((tensor) => tensor.name === name)) return;
  throw new InvalidOptionError({
    subject: "addTrainingInfo: the file",
    rule: "must hold every weight that is trained as an initializer of its name",
    received: name,
    remedy: "Take the training graph as a stand-alone step.",
  });
}

/** The beginning of no name in the file. */
function unusedPrefix({ input, initializer, node }: GraphProto): string {
  const names = [
    ...input.map(({ name }) => name),
    ...initializer.map(({ name }) => name),
    ...node.flatMap(({ name, output }) => [name, ...output]),
  ];
  let prefix = "training.";
  while (names.some((name) => name.startsWith(prefix))) prefix = `lockstep.${prefix}`;
  return prefix;
}
