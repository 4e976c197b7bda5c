import { fromBinary } from "@bufbuild/protobuf";
import {
  batchNorm,
  binaryCrossEntropyWithLogits,
  dense,
  dropout,
  elu,
  flatten,
  gelu,
  groupNorm,
  hardtanh,
  huber,
  layerNorm,
  leakyRelu,
  logSoftmax,
  meanAbsoluteError,
  meanSquaredError,
  negativeLogLikelihood,
  relu,
  selu,
  sequential,
  sigmoid,
  silu,
  smoothL1,
  softmax,
  softmaxCrossEntropy,
  softplus,
  stochasticDepth,
  tanh,
  type LossSpec,
} from "@lockstep/core";
import { resolveEngineModel, type EngineModel } from "@lockstep/core/engine";
import { describe, expect, it } from "vitest";
import { buildEvaluation, buildPrediction, buildTrainingStep, trainableSpec, type SgdStructure } from "../src/index.ts";
import { ModelProtoSchema } from "../src/proto/onnx_pb.ts";
import { runBytes } from "./run-graph.ts";

/**
 * Operators for which onnxruntime-web 1.30 has WebGPU kernels, of the element types used here: a browser created each with
 * `session.disable_cpu_ep_fallback`. `ArgMax` and any int64 arithmetic are not among them.
 */
const GPU_OPERATORS = [
  ..."Add Cast Div Equal Exp Expand Flatten Gemm Greater LeakyRelu Less LessOrEqual Log Mul Neg ReduceMax ReduceMean".split(
    " ",
  ),
  ..."Abs Erf Gelu Reciprocal ReduceSum Reshape Shape Sigmoid Softmax Sqrt Sub Tanh Where".split(" "),
];

const PLAIN: SgdStructure = { momentum: false, nesterov: false, weightDecay: false };
const FULL: SgdStructure = { momentum: true, nesterov: true, weightDecay: true, maxNorm: true };
const WEBGPU = { target: "webgpu" } as const;

function everyLayer(loss: LossSpec): EngineModel {
  const hidden = [dense(4), relu(), dropout(0.5), dense(4), leakyRelu(0.1), dense(4, { bias: false }), tanh()];
  const norms = [batchNorm(), batchNorm({ affine: false, momentum: "cumulative" }), groupNorm(2), layerNorm()];
  const smooth = [
    elu(0.5),
    selu(),
    gelu(),
    gelu({ approximate: "tanh" }),
    silu(),
    softplus(),
    hardtanh(),
    logSoftmax(),
  ];
  const first = [...norms, flatten(), dropout(0.5, { sharedAxes: [0] })];
  const layers = [...first, ...hidden, ...smooth, stochasticDepth(0.5), sigmoid(), softmax(), dense(2)];
  return resolveEngineModel("test", sequential({ inputShape: [2, 3], layers }), { loss, seed: 1 });
}

function strangers(bytes: Uint8Array): string[] {
  const operators = fromBinary(ModelProtoSchema, bytes).graph!.node.map(({ opType }) => opType);
  return [...new Set(operators)].filter((operator) => !GPU_OPERATORS.includes(operator));
}

const LOSSES = [
  binaryCrossEntropyWithLogits({ posWeight: [1, 2] }),
  huber(),
  meanAbsoluteError(),
  meanSquaredError(),
  negativeLogLikelihood(),
  smoothL1(),
  softmaxCrossEntropy(),
  softmaxCrossEntropy({ labelSmoothing: 0.1, ignoreIndex: -100 }),
];

describe.each(LOSSES)("graphs for webgpu, loss $kind", (loss) => {
  const model = everyLayer(loss);
  it("predict and evaluate with operators that have GPU kernels", () => {
    expect(strangers(buildPrediction(trainableSpec(model), WEBGPU).bytes)).toEqual([]);
    expect(strangers(buildPrediction(trainableSpec(model), { ...WEBGPU, draws: true }).bytes)).toEqual([]);
    expect(strangers(buildEvaluation(trainableSpec(model), WEBGPU).bytes)).toEqual([]);
  });

  it.each([PLAIN, FULL, { ...FULL, clip: "norm" as const }, { ...FULL, clip: "value" as const }])(
    "train with operators that have GPU kernels: %o",
    (structure) => expect(strangers(buildTrainingStep(trainableSpec(model), structure, WEBGPU).bytes)).toEqual([]),
  );
});

describe("ReLU for webgpu", () => {
  const spec = sequential({ inputShape: [6], layers: [relu()] });
  const model = resolveEngineModel("test", spec, { loss: meanSquaredError(), seed: 1 });
  it("computes max(x, 0) without an operator that loses a NaN", async () => {
    const { bytes, inputs, outputs } = buildPrediction(trainableSpec(model), WEBGPU);
    expect(strangers(bytes)).toEqual([]);
    const data = [NaN, -Infinity, -1, -0, 2, Infinity];
    const results = await runBytes(bytes, { [inputs.inputs]: { shape: [1, 6], data } });
    expect(results[outputs.output]!.data).toEqual([NaN, 0, 0, 0, 2, Infinity]);
  });

  it("has the derivative 0 at 0", async () => {
    const first = sequential({ inputShape: [1], layers: [dense(3, { bias: false }), relu()] });
    const weights = { "0.weight": { shape: [3, 1], data: Float32Array.of(-1, 0, 1) } };
    const resolved = resolveEngineModel("test", first, { loss: meanSquaredError(), weights });
    const { bytes, inputs, outputs } = buildTrainingStep(trainableSpec(resolved), PLAIN, WEBGPU);
    const results = await runBytes(bytes, {
      [inputs.inputs]: { shape: [1, 1], data: [1] },
      [inputs.targets]: { shape: [1, 3], data: [1, 1, 4] },
      [inputs.weights]: { shape: [1], data: [1] },
      [inputs.totalWeight]: { shape: [], data: [1] },
      [inputs.learningRate]: { shape: [], data: [1] },
      [inputs.parameters["0.weight"]!]: { shape: [3, 1], data: [-1, 0, 1] },
    });
    // The mean over three outputs of (y - t)²: only the last unit is on, and its gradient is 2 · (1 - 4) / 3.
    expect(results[outputs.parameters["0.weight"]!]!.data).toEqual([-1, 0, 3]);
  });
});
