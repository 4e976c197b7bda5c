import {
  binaryCrossEntropyWithLogits,
  dense,
  negativeLogLikelihood,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  type LockstepErrorCode,
  type LossSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude } from "../check/compare-numbers.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import { identityLayer } from "./example-run.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeFloats, decodeTargets, decodeTensor } from "../vectors/decode.ts";
import { differenceTolerance } from "../tolerance/difference-tolerance.ts";
import { lossTolerances } from "../tolerance/loss-tolerances.ts";
import { extraLossCases } from "../vectors/extra-loss-cases.ts";
import { expectSameState } from "./lifecycle.ts";
import { checkLoss } from "./losses.ts";

type LossCase = (typeof extraLossCases)[number];

/** Half the distance between the two points of a difference. */
const STEP = 2 ** -6;
/** Outputs of more than this are far from where a loss bends, and their losses too large for a difference of f32 numbers. */
const MODERATE = 4;

type Mistake = readonly [clauses: string, name: string, code: LockstepErrorCode, loss: unknown, outputs: number];

const REFUSED: readonly Mistake[] = [
  [
    "LSS-5 LSS-10",
    "a smoothing of more than 1",
    "INVALID_OPTION",
    { kind: "softmax-cross-entropy", labelSmoothing: 1.5 },
    3,
  ],
  [
    "LSS-5 LSS-11",
    "an ignored class that is no integer",
    "INVALID_OPTION",
    { kind: "negative-log-likelihood", ignoreIndex: 0.5 },
    3,
  ],
  ["LSS-5", "an unknown option", "UNKNOWN_OPTION", { kind: "huber", delat: 1 }, 3],
  ["LSS-5 LSS-8", "a turn at 0", "INVALID_OPTION", { kind: "huber", delta: 0 }, 3],
  ["LSS-5 LSS-8", "a negative turn", "INVALID_OPTION", { kind: "smooth-l1", beta: -1 }, 3],
  [
    "LSS-5 LSS-6",
    "a negative weight",
    "INVALID_OPTION",
    { kind: "binary-cross-entropy-with-logits", posWeight: -1 },
    3,
  ],
  [
    "LSS-5 LSS-6",
    "a weight too few",
    "SHAPE_MISMATCH",
    { kind: "binary-cross-entropy-with-logits", posWeight: [1, 2] },
    3,
  ],
  ["LSS-5 LSS-9", "log-probabilities of one class", "SHAPE_MISMATCH", { kind: "negative-log-likelihood" }, 1],
];

/** The losses beyond the basic two against PyTorch in f64. */
export function extraLossSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("more losses", () => {
    for (const vector of extraLossCases) {
      const { loss, outputs, weights } = vector.input;
      const title = `${vector.clause} ${vector.id} (${loss.kind}, ${outputs.shape.join("x")}${weights === undefined ? "" : ", weighted"})`;
      it(title, () => checkLoss(subject, vector));
      if (weights === undefined && isModerate(vector))
        it(`${title}: differences`, () => checkDifferences(subject, vector));
    }
    for (const [clauses, name, code, loss, outputs] of REFUSED) {
      it(`${clauses} refusals.loss: ${name}`, async () => {
        const model = sequential({ inputShape: [2], layers: [dense(outputs)] });
        await expectRefusal(name, code, () => subject.createEngine(model, { loss: loss as LossSpec, seed: 1 }));
      });
    }
    it("LSS-5 LSS-6 refusals.loss: an answer beyond yes", async () => {
      using engine = await engineOf(subject, binaryCrossEntropyWithLogits());
      const targets = { shape: [1, 3], data: Float32Array.of(0, 1, 1.5) };
      await expectRefusal("a target of 1.5", "INVALID_OPTION", () =>
        engine.evaluateBatch({ inputs: oneRow(), targets }),
      );
    });
    for (const loss of [softmaxCrossEntropy({ ignoreIndex: -100 }), negativeLogLikelihood({ ignoreIndex: -100 })]) {
      it(`LSS-11 ignored targets under ${loss.kind}`, () => checkIgnored(subject, loss));
    }
    for (const [clauses, what, loss] of CLASSIFYING) {
      it(`LSS-3 ${clauses} loss.correct: ${what} counts the weights of correct rows, ties to the first class`, () =>
        checkCorrect(subject, loss));
    }
    it("LSS-2 LSS-10 loss.large: a class that is all but impossible costs nothing, unless labels are smoothed", () =>
      checkLarge(subject));
  });
}

const oneRow = (): Tensor => ({ shape: [1, 2], data: Float32Array.of(1, -1) });

function engineOf(subject: ConformanceSubject, loss: LossSpec): TrainingEngine | Promise<TrainingEngine> {
  return subject.createEngine(sequential({ inputShape: [2], layers: [dense(3)] }), { loss, seed: 1 });
}

/** Nothing counts: a step has no mean and is refused; an evaluation reports zeros. */
async function checkIgnored(subject: ConformanceSubject, loss: LossSpec): Promise<void> {
  using engine = await engineOf(subject, loss);
  const before = await engine.readState();
  const nothing = { inputs: oneRow(), targets: { shape: [1], data: Int32Array.of(-100) }, masks: [] };
  const update = sgdStep(sgd({ learningRate: 0.1 }), 0);
  await expectRefusal("a step of ignored rows", "INVALID_OPTION", () => engine.trainBatch([nothing], update));
  expectSameState(await engine.readState(), before);
  const sums = await engine.evaluateBatch(nothing);
  expectSame("sums", [sums.lossSum, sums.weightSum, sums.correctCount ?? NaN], [0, 0, 0]);
  const other = { ...nothing, targets: { shape: [1], data: Int32Array.of(-1) } };
  await expectRefusal("another class that is none", "INVALID_OPTION", () => engine.evaluateBatch(other));

  // A row that is ignored has no say, whatever it holds.
  const inputs = { shape: [2, 2], data: Float32Array.of(1, -1, NaN, 1) };
  const both = { inputs, targets: { shape: [2], data: Int32Array.of(2, -100) } };
  const one = { inputs: oneRow(), targets: { shape: [1], data: Int32Array.of(2) } };
  const [cut, whole] = [await engine.evaluateBatch(one), await engine.evaluateBatch(both)];
  expectSame("sums", [whole.lossSum, whole.weightSum], [cut.lossSum, cut.weightSum]);
}

const CLASSIFYING = [
  ["LSS-9", "the negative log-likelihood", negativeLogLikelihood()],
  ["LSS-10", "smoothed cross-entropy", softmaxCrossEntropy({ labelSmoothing: 0.4 })],
  ["LSS-11", "cross-entropy that ignores a class", softmaxCrossEntropy({ ignoreIndex: 2 })],
] as const;

/** Rows together and one by one: a row's largest output is sought among its own. */
async function checkCorrect(subject: ConformanceSubject, loss: LossSpec): Promise<void> {
  const model = sequential({ inputShape: [3], layers: [identityLayer(subject)] });
  using engine = await subject.createEngine(model, { loss, seed: 1 });
  const rows: readonly (readonly [outputs: readonly number[], label: number, weight: number, correct: number])[] = [
    [[-1, -3, -4], 0, 2, 2],
    [[-0.5, -0.25, -9], 1, 0.5, 0.5],
    [[-0.25, -0.5, -9], 1, 4, 0],
    [[-2, -2, -3], 0, 0.25, 0.25],
    [[-2, -2, -3], 1, 8, 0],
    [[-0.1, NaN, -3], 0, 16, 0],
    [[-0.125, -5, -5], 0, 1, 1],
  ];
  const evaluate = async (chosen: typeof rows): Promise<number | undefined> => {
    const inputs = { shape: [chosen.length, 3], data: Float32Array.from(chosen.flatMap(([outputs]) => outputs)) };
    const targets = { shape: [chosen.length], data: Int32Array.from(chosen, ([, label]) => label) };
    const weights = Float32Array.from(chosen, ([, , weight]) => weight);
    return (await engine.evaluateBatch({ inputs, targets, weights })).correctCount;
  };
  for (const row of rows) expectSame(`correct weight of ${row.join()}`, [(await evaluate([row])) ?? NaN], [row[3]]);
  expectSame("correct weight of all rows", [(await evaluate(rows)) ?? NaN], [3.75]);
}

/** -log p of the other classes is 6e38 together, which f32 has not: it must not be multiplied by a smoothing of 0. */
async function checkLarge(subject: ConformanceSubject): Promise<void> {
  const model = sequential({ inputShape: [3], layers: [identityLayer(subject)] });
  using engine = await subject.createEngine(model, { loss: softmaxCrossEntropy(), seed: 1 });
  const inputs = { shape: [1, 3], data: Float32Array.of(0, -3e38, -3e38) };
  const { lossSum, correctCount } = await engine.evaluateBatch({
    inputs,
    targets: { shape: [1], data: Int32Array.of(0) },
  });
  expectSame("lossSum and correctCount", [lossSum, correctCount ?? NaN], [0, 1]);
}

function isModerate({ input, expect }: LossCase): boolean {
  return largestMagnitude(decodeTensor(input.outputs).data) <= MODERATE && expect.gradient.length <= 8 * 64;
}

/** How far apart output and target are where a loss bends: a difference across it is not the slope. */
function bendOf(loss: LossSpec): number {
  switch (loss.kind) {
    case "mean-absolute-error":
      return 0;
    case "huber":
      return loss.delta;
    case "smooth-l1":
      return loss.beta;
    default:
      return Infinity;
  }
}

/** The gradient of the loss's sum against differences of the engine's own sums. */
async function checkDifferences(subject: ConformanceSubject, { input, expect }: LossCase): Promise<void> {
  const outputs = decodeTensor(input.outputs);
  const [rows, length] = [outputs.shape[0]!, outputs.data.length / outputs.shape[0]!];
  const given = decodeTargets(input.targets);
  const targets = given.data instanceof Float32Array ? { shape: [rows, length], data: given.data } : given;
  // The outputs are the weights of a layer under the identity matrix.
  const identity = Float32Array.from({ length: rows * rows }, (_, index) => (index % (rows + 1) === 0 ? 1 : 0));
  const inputs = { shape: [rows, rows], data: identity };
  const model = sequential({ inputShape: [rows], layers: [dense(length, { bias: false })] });
  const weight = new Float32Array(outputs.data.length);
  using engine = await subject.createEngine(model, {
    loss: input.loss,
    weights: { "0.weight": { shape: [length, rows], data: weight } },
  });
  const sumAt = async (index: number, offset: number): Promise<number> => {
    const data = weight.map((_, place) => outputs.data[(place % rows) * length + Math.floor(place / rows)]!);
    const place = (index % length) * rows + Math.floor(index / length);
    data[place] = data[place]! + offset;
    await engine.writeState({ parameters: { "0.weight": { shape: [length, rows], data } } });
    return (await engine.evaluateBatch({ inputs, targets })).lossSum;
  };
  const gradient = decodeFloats(expect.gradient);
  const [slopes, halfStepSlopes] = [Float64Array.from(gradient), Float64Array.from(gradient)];
  const slopeOf = async (index: number, step: number): Promise<number> => {
    // The points are where f32 puts them.
    const [up, down] = [Math.fround(outputs.data[index]! + step), Math.fround(outputs.data[index]! - step)];
    return ((await sumAt(index, step)) - (await sumAt(index, -step))) / (up - down);
  };
  for (let index = 0; index < slopes.length; index++) {
    const apart = Math.abs(outputs.data[index]! - (given.data[index] ?? 0));
    if (Math.abs(apart - bendOf(input.loss)) <= STEP) continue;
    slopes[index] = await slopeOf(index, STEP);
    halfStepSlopes[index] = await slopeOf(index, STEP / 2);
  }
  const valueError = lossTolerances(subject, { loss: input.loss, outputs }).sum(decodeDoubles(expect.lossSum)).absolute;
  const allowed = differenceTolerance({ step: STEP, slopes, halfStepSlopes, valueError });
  expectClose("differences", gradient, slopes, allowed);
}
