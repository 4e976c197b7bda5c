import type {
  Batch,
  EvaluationSums,
  LossSpec,
  LossSum,
  MicroBatch,
  SgdStep,
  Tensor,
  TrainingEngine,
} from "@lockstep/core";
import { mutant, withMicroBatches, type Mutant } from "./mutant.ts";
import { withLoss } from "./replaced.ts";

type Kind = LossSpec["kind"];

const is =
  <K extends Kind>(kind: K, change: (loss: Extract<LossSpec, { readonly kind: K }>) => object) =>
  (loss: LossSpec): LossSpec =>
    loss.kind === kind ? (change(loss as Extract<LossSpec, { readonly kind: K }>) as LossSpec) : loss;

/** Changes what evaluations and steps report under a kind of loss, and by how much a step moves. */
function withReport(
  kind: Kind,
  {
    sums = (reported) => reported,
    scale = () => 1,
  }: {
    readonly sums?: <Sums extends LossSum>(reported: Sums, batches: readonly Batch[], engine: TrainingEngine) => Sums;
    readonly scale?: (batches: readonly Batch[], engine: TrainingEngine) => number;
  },
): (healthy: TrainingEngine) => Partial<TrainingEngine> {
  return (healthy) => {
    if (healthy.loss.kind !== kind) return {};
    return {
      evaluateBatch: async (batch) => sums(await healthy.evaluateBatch(batch), [batch], healthy),
      trainBatch(parts: readonly MicroBatch[], step: SgdStep) {
        const pending = healthy.trainBatch(parts, { ...step, learningRate: step.learningRate * scale(parts, healthy) });
        return { read: async () => sums(await pending.read(), parts, healthy) };
      },
    };
  };
}

/** Other targets for the same rows. */
function withTargets(
  healthy: TrainingEngine,
  change: (targets: Batch["targets"], loss: LossSpec) => Batch["targets"],
): Partial<TrainingEngine> {
  return {
    evaluateBatch: (batch) => healthy.evaluateBatch({ ...batch, targets: change(batch.targets, healthy.loss) }),
    ...withMicroBatches(healthy, (parts) =>
      parts.map((part) => ({ ...part, targets: change(part.targets, healthy.loss) })),
    ),
  };
}

const rowSize = ({ outputShape }: TrainingEngine): number => outputShape.reduce((size, length) => size * length, 1);

const ignored = ({ loss }: TrainingEngine, batches: readonly Batch[]): number => {
  const index = "ignoreIndex" in loss ? loss.ignoreIndex : undefined;
  const all = batches.flatMap(({ targets, weights }) =>
    Array.from(targets.data, (target, row) => (target === index ? (weights?.[row] ?? 1) : 0)),
  );
  return all.reduce((sum, weight) => sum + weight, 0);
};

const total = (batches: readonly Batch[]): number =>
  batches
    .flatMap(({ inputs, weights }) => [...(weights ?? new Float32Array(inputs.shape[0]!).fill(1))])
    .reduce((sum, weight) => sum + weight, 0);

/** The last of several largest is the predicted class. */
async function lastLargest(healthy: TrainingEngine, batch: Batch, sums: EvaluationSums): Promise<EvaluationSums> {
  const { data } = await healthy.predict(batch.inputs);
  const classes = rowSize(healthy);
  const correct = Array.from(batch.targets.data, (target, row) => {
    const outputs = [...data.subarray(row * classes, (row + 1) * classes)];
    return outputs.lastIndexOf(Math.max(...outputs)) === target ? (batch.weights?.[row] ?? 1) : 0;
  });
  return { ...sums, correctCount: correct.reduce((sum, weight) => sum + weight, 0) };
}

const mirrored = ({ shape, data }: Tensor<Float32Array | Int32Array>): Batch["targets"] => ({
  shape,
  data: (data as Float32Array).map((t) => 1 - t),
});

export const lossMutants: readonly Mutant[] = [
  withLoss("spreads label smoothing over the other classes", "loss.label-smoothing.0005", (loss, { layers }) => {
    const outputs = layers.findLast(({ kind }) => kind === "dense");
    if (loss.kind !== "softmax-cross-entropy" || outputs?.kind !== "dense") return loss;
    const { labelSmoothing = 0 } = loss;
    return { ...loss, labelSmoothing: Math.min((labelSmoothing * outputs.units) / (outputs.units - 1), 1) };
  }),
  withLoss(
    "ignores label smoothing",
    "loss.label-smoothing.0005",
    is("softmax-cross-entropy", (loss) => ({ ...loss, labelSmoothing: 0 })),
  ),
  mutant("counts ignored rows in the divisor", "loss.ignore-index.0009", (healthy) =>
    withReport(healthy.loss.kind, {
      sums: (reported, batches) => ({ ...reported, weightSum: reported.weightSum + ignored(healthy, batches) }),
      scale: (batches) => (total(batches) - ignored(healthy, batches)) / total(batches),
    })(healthy),
  ),
  mutant("counts ignored rows in the gradient's divisor alone", "loss.ignore-index.0009", (healthy) =>
    withReport(healthy.loss.kind, {
      scale: (batches) => (total(batches) - ignored(healthy, batches)) / total(batches),
    })(healthy),
  ),
  mutant("lets ignored rows count as class 0", "loss.ignore-index", (healthy) =>
    withTargets(healthy, (targets, loss) => {
      const index = "ignoreIndex" in loss ? loss.ignoreIndex : undefined;
      return {
        shape: targets.shape,
        data: targets.data.map((target) => (target === index ? 0 : target)),
      };
    }),
  ),
  withLoss(
    "has smooth L1 for Huber's loss",
    "loss.huber.0007",
    is("huber", ({ delta }) => ({ kind: "smooth-l1", beta: delta })),
  ),
  withLoss(
    "has Huber's loss for smooth L1",
    "loss.smooth-l1.0007",
    is("smooth-l1", ({ beta }) => ({ kind: "huber", delta: beta })),
  ),
  withLoss(
    "ignores Huber's delta",
    "loss.huber.0007",
    is("huber", (loss) => ({ ...loss, delta: 1 })),
  ),
  withLoss(
    "ignores smooth L1's beta",
    "loss.smooth-l1.0007",
    is("smooth-l1", (loss) => ({ ...loss, beta: 1 })),
  ),
  withLoss(
    "has a Huber loss for absolute errors",
    "loss.mean-absolute-error.0005",
    is("mean-absolute-error", () => ({ kind: "huber", delta: 1 })),
  ),
  withLoss(
    "has half of squares for absolute errors",
    "loss.mean-absolute-error.0003",
    is("mean-absolute-error", () => ({ kind: "mean-squared-error" })),
  ),
  withLoss(
    "ignores the weight of yes",
    "loss.binary-cross-entropy-with-logits.0009",
    is("binary-cross-entropy-with-logits", ({ kind }) => ({ kind })),
  ),
  mutant("takes no for yes", "loss.binary-cross-entropy-with-logits.0007", (healthy) =>
    withTargets(healthy, (targets, { kind }) =>
      kind === "binary-cross-entropy-with-logits" ? mirrored(targets) : targets,
    ),
  ),
  mutant(
    "sums the losses of a row's answers",
    "loss.binary-cross-entropy-with-logits.0030",
    withReport("binary-cross-entropy-with-logits", {
      sums: (reported, _batches, engine) => ({ ...reported, lossSum: reported.lossSum * rowSize(engine) }),
    }),
  ),
  mutant(
    "sums squares of a row in the gradient alone",
    "loss.mean-squared-error.0007",
    withReport("mean-squared-error", {
      scale: (_batches, engine) => rowSize(engine),
    }),
  ),
  mutant(
    "has half of the squares",
    "loss.mean-squared-error.0004",
    withReport("mean-squared-error", {
      sums: (reported) => ({ ...reported, lossSum: reported.lossSum / 2 }),
      scale: () => 0.5,
    }),
  ),
  mutant(
    "divides the gradient by rows instead of their weights",
    "loss.softmax-cross-entropy.0005",
    withReport("softmax-cross-entropy", {
      scale: (batches) => total(batches) / batches.reduce((rows, { inputs }) => rows + inputs.shape[0]!, 0),
    }),
  ),
  mutant(
    "divides the loss by rows instead of their weights",
    "class-weights.mean.0002",
    withReport("softmax-cross-entropy", {
      sums: (reported, batches) => ({
        ...reported,
        weightSum: batches.reduce((rows, { inputs }) => rows + inputs.shape[0]!, 0),
      }),
    }),
  ),
  withLoss(
    "takes a softmax once more",
    "loss.negative-log-likelihood.0003",
    is("negative-log-likelihood", (loss) => ({ ...loss, kind: "softmax-cross-entropy" })),
  ),
  withLoss(
    "takes outputs for log-probabilities",
    "loss.softmax-cross-entropy.0004",
    is("softmax-cross-entropy", ({ ignoreIndex }) => ({
      kind: "negative-log-likelihood",
      ...(ignoreIndex === undefined ? {} : { ignoreIndex }),
    })),
  ),
  mutant("predicts the last of several largest", "batching.correct", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      return sums.correctCount === undefined ? sums : lastLargest(healthy, batch, sums);
    },
  })),
  mutant("counts correct rows without their weights", "loss.softmax-cross-entropy.0008", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      if (sums.correctCount === undefined) return sums;
      const { correctCount } = await healthy.evaluateBatch({ inputs: batch.inputs, targets: batch.targets });
      return { ...sums, correctCount: correctCount! };
    },
  })),
  mutant("takes a step in which no row counts", "LSS-11 ignored targets", (healthy) => ({
    trainBatch(parts, step) {
      const counting = parts.filter((part) => ignored(healthy, [part]) < total([part]));
      return counting.length > 0
        ? healthy.trainBatch(parts, step)
        : { read: async () => ({ lossSum: 0, weightSum: 0 }) };
    },
  })),
  mutant("seeks a row's largest output among the next row's, too", "loss.correct: the negative", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      if (healthy.loss.kind !== "negative-log-likelihood") return sums;
      const { data } = await healthy.predict(batch.inputs);
      const classes = rowSize(healthy);
      const correct = Array.from(batch.targets.data, (target, row) => {
        const outputs = [...data.subarray(row * classes, (row + 2) * classes)];
        return outputs.indexOf(Math.max(...outputs)) === target ? (batch.weights?.[row] ?? 1) : 0;
      });
      return { ...sums, correctCount: correct.reduce((sum, weight) => sum + weight, 0) };
    },
  })),
  mutant("multiplies what has no number by a smoothing of 0", "loss.large", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      const { data } = await healthy.predict(batch.inputs);
      const smoothing = 0;
      const others = data.reduce((sum, z) => Math.fround(sum - z), 0);
      return { ...sums, lossSum: sums.lossSum + smoothing * others };
    },
  })),
];
