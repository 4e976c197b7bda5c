import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { dense, dropout, relu, sequential, softmaxCrossEntropy, type NamedTensors, type SgdStep } from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { describe, expect, it } from "vitest";
import {
  addTrainingInfo,
  buildTrainingStep,
  exportNetwork,
  sgdStructure,
  trainableSpec,
  type MaskNames,
} from "../src/index.ts";
import { ModelProtoSchema, type ModelProto, type TrainingInfoProto } from "../src/proto/onnx_pb.ts";
import { runBytes } from "./run-graph.ts";
import type { Feed } from "./to-tensor.ts";

const STEP: SgdStep = {
  learningRate: 0.25,
  momentum: 0.5,
  gradientScale: 0.75,
  nesterov: true,
  weightDecay: 0.125,
  clip: { kind: "norm", limit: 0.01 },
  maxNorm: 0.75,
};

const spec = sequential({ inputShape: [3], layers: [dense(4), relu(), dropout(0.5), dense(2)] });
const resolved = resolveEngineModel("test", spec, { loss: softmaxCrossEntropy(), seed: 1 });
const model = trainableSpec(resolved);
const file = exportNetwork(model.network, { parameters: resolved.weights });
const velocity: NamedTensors = Object.fromEntries(
  Object.entries(resolved.weights).map(([name, { shape, data }]) => [name, { shape, data: data.map((w) => w / 2) }]),
);

/** Data, targets and masks of one step. */
const BATCH = {
  inputs: { shape: [2, 3], data: [1, -2, 3, 0.5, 0, -1] },
  targets: { elementType: "int32", shape: [2], data: [0, 1] },
  weights: { shape: [2], data: [1, 0.5] },
  totalWeight: { shape: [], data: [1.5] },
  mask: { elementType: "bool", shape: [2, 4], data: [1, 0, 1, 1, 1, 1, 0, 1] },
  scale: { shape: [], data: [2] },
} as const satisfies Record<string, Feed>;

function feedOf({ shape, data }: NamedTensors[string]): Feed {
  return { shape, data: [...data] };
}

function trainingOf(bytes: Uint8Array): { readonly message: ModelProto; readonly info: TrainingInfoProto } {
  const message = fromBinary(ModelProtoSchema, bytes);
  expect(message.trainingInfo).toHaveLength(1);
  return { message, info: message.trainingInfo[0]! };
}

/** The training graph as ONNX defines it: the lists of the model's graph and those of the algorithm, one after the other. */
function combined({ message, info }: ReturnType<typeof trainingOf>): Uint8Array {
  const { graph } = message;
  const { algorithm } = info;
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: message.irVersion,
      opsetImport: message.opsetImport,
      graph: {
        name: "combined",
        input: [...graph!.input, ...algorithm!.input],
        output: [...graph!.output, ...algorithm!.output],
        initializer: [...graph!.initializer, ...algorithm!.initializer],
        node: [...graph!.node, ...algorithm!.node],
      },
    }),
  );
}

describe("addTrainingInfo", () => {
  const bytes = addTrainingInfo(file, model, { step: STEP, velocity });

  it("leaves the inference graph as it was", () => {
    expect(trainingOf(bytes).message.graph).toEqual(fromBinary(ModelProtoSchema, file).graph);
  });

  it("adds an algorithm that, together with the model's graph, is the training step", async () => {
    const { inputs, outputs, bytes: stepBytes } = buildTrainingStep(model, sgdStructure(STEP));
    const [site] = inputs.draws as readonly MaskNames[];
    const scalar = (value: number): Feed => ({ shape: [], data: [value] });
    const expected = await runBytes(stepBytes, {
      [inputs.inputs]: BATCH.inputs,
      [inputs.targets]: BATCH.targets,
      [inputs.weights]: BATCH.weights,
      [inputs.totalWeight]: BATCH.totalWeight,
      [site!.mask]: BATCH.mask,
      [site!.scale]: BATCH.scale,
      [inputs.learningRate]: scalar(STEP.learningRate),
      [inputs.momentum!.factor]: scalar(STEP.momentum),
      [inputs.momentum!.gradientScale]: scalar(STEP.gradientScale),
      [inputs.weightDecay!]: scalar(STEP.weightDecay),
      [inputs.clipLimit!]: scalar(STEP.clip!.limit),
      [inputs.maxNorm!]: scalar(STEP.maxNorm!),
      ...Object.fromEntries(
        Object.entries(resolved.weights).flatMap(([name, weight]) => [
          [inputs.parameters[name]!, feedOf(weight)],
          [inputs.momentum!.velocity[name]!, feedOf(velocity[name]!)],
        ]),
      ),
    });

    const training = trainingOf(bytes);
    const results = await runBytes(combined(training), {
      inputs: BATCH.inputs,
      [`training.${inputs.targets}`]: BATCH.targets,
      [`training.${inputs.weights}`]: BATCH.weights,
      [`training.${inputs.totalWeight}`]: BATCH.totalWeight,
      [`training.${site!.mask}`]: BATCH.mask,
      [`training.${site!.scale}`]: BATCH.scale,
    });
    const updates = new Map(training.info.updateBinding.map(({ key, value }) => [key, value]));
    expect(updates.size).toBe(8);
    expect(results[`training.${outputs.lossSum}`]).toEqual(expected[outputs.lossSum]);
    for (const name of Object.keys(resolved.weights)) {
      expect(results[updates.get(name)!]!.data).toEqual(expected[outputs.parameters[name]!]!.data);
      const moved = results[updates.get(`training.${inputs.momentum!.velocity[name]}`)!]!;
      expect(moved.data).toEqual(expected[outputs.velocity[name]!]!.data);
    }
  });

  it("initializes velocities with zeros and no weight", async () => {
    const { message, info } = trainingOf(bytes);
    const { opsetImport, irVersion } = message;
    const initial = await runBytes(
      toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion, opsetImport, graph: info.initialization! })),
      {},
    );
    const stored = info.algorithm!.initializer.map(({ name }) => name);
    expect(info.initializationBinding).toHaveLength(4);
    for (const { key, value } of info.initializationBinding) {
      expect(stored).toContain(key);
      expect(initial[value]!.data.every((zero) => zero === 0)).toBe(true);
    }
  });

  it("has no velocity where the step has no momentum", () => {
    const plain = addTrainingInfo(file, model, { step: { ...STEP, momentum: 0, nesterov: false } });
    const { info } = trainingOf(plain);
    expect(info.initializationBinding).toEqual([]);
    expect(info.updateBinding.map(({ key }) => key)).toEqual(Object.keys(resolved.weights));
  });

  it("uses a prefix that no name in the file has", () => {
    const message = fromBinary(ModelProtoSchema, file);
    message.graph!.node[0]!.name = "training.0";
    const { info } = trainingOf(addTrainingInfo(toBinary(ModelProtoSchema, message), model, { step: STEP }));
    expect(info.algorithm!.node.every(({ name }) => name.startsWith("lockstep.training."))).toBe(true);
  });

  it("stores no constant twice that the file holds", () => {
    const message = fromBinary(ModelProtoSchema, file);
    const frozen = Float32Array.from({ length: 400 }, (_, index) => index);
    message.graph!.initializer.push({
      ...message.graph!.initializer[0]!,
      name: "frozen",
      dims: [400n],
      rawData: new Uint8Array(frozen.buffer),
    });
    const shifted = {
      ...model,
      network: {
        emit: (...[graph, mode]: Parameters<typeof model.network.emit>) => {
          const emitted = model.network.emit(graph, mode);
          const sum = graph.apply("ReduceSum", [graph.constant(frozen.slice(), [400]), graph.integers([0])]);
          return { ...emitted, output: graph.apply("Add", [emitted.output, sum]) };
        },
      },
    };
    const { info } = trainingOf(addTrainingInfo(toBinary(ModelProtoSchema, message), shifted, { step: STEP }));
    expect(info.algorithm!.initializer.some(({ rawData }) => rawData.length >= 1600)).toBe(false);
    expect(info.algorithm!.node.some(({ input }) => input.includes("frozen"))).toBe(true);
  });

  it("refuses a file without one of the weights, and one whose operators are too old", () => {
    const lacking = fromBinary(ModelProtoSchema, file);
    lacking.graph!.initializer.shift();
    expect(() => addTrainingInfo(toBinary(ModelProtoSchema, lacking), model, { step: STEP })).toThrow("0.weight");
    const old = fromBinary(ModelProtoSchema, file);
    old.opsetImport[0]!.version = 17n;
    expect(() => addTrainingInfo(toBinary(ModelProtoSchema, old), model, { step: STEP })).toThrow("18 or later");
  });
});
