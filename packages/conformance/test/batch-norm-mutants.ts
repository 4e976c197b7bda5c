import {
  modelFrom,
  type BatchNormSpec,
  type EngineState,
  type MicroBatch,
  type ModelSpec,
  type NamedTensors,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, STILL, withMicroBatches, type Fault, type Mutant } from "./mutant.ts";
import { replaced, withLayers } from "./replaced.ts";

const withNorms = (model: ModelSpec, change: (layer: BatchNormSpec) => BatchNormSpec): ModelSpec => ({
  ...model,
  layers: replaced(model.layers, (layer) => (layer.kind === "batch-norm" ? change(layer) : layer)),
});

const normalises = (model: ModelSpec): boolean => JSON.stringify(model).includes('"batch-norm"');

/** What the model predicts with the statistics of each batch. */
function byBatch(
  healthy: TrainingEngine,
  model: ModelSpec,
  options: Parameters<Fault>[2],
): () => Promise<TrainingEngine> {
  const layers = withNorms(model, (layer) => ({ ...layer, trackRunningStats: false }));
  const untracked = modelFrom(JSON.parse(JSON.stringify(layers)));
  return async () =>
    createReferenceEngine(untracked, { loss: options.loss, weights: (await healthy.readState()).parameters });
}

function joined(parts: readonly MicroBatch[]): MicroBatch {
  const join = <Data extends Float32Array | Int32Array>(tensors: readonly Tensor<Data>[]): Tensor<Data> => {
    const values = tensors.flatMap(({ data }) => [...data]);
    const data = (tensors[0]!.data instanceof Int32Array ? Int32Array : Float32Array).from(values) as Data;
    return { shape: [tensors.reduce((rows, { shape }) => rows + shape[0]!, 0), ...tensors[0]!.shape.slice(1)], data };
  };
  const { masks } = parts[0]!;
  return { inputs: join(parts.map(({ inputs }) => inputs)), targets: join(parts.map(({ targets }) => targets)), masks };
}

/** Rows of weight 0 left out, and twice the row where there is but one. */
function rowsWhere(batch: MicroBatch, keep: readonly number[]): MicroBatch {
  const pick = <Data extends Float32Array | Int32Array>({ shape, data }: Tensor<Data>): Tensor<Data> => {
    const size = data.length / shape[0]!;
    const values = keep.flatMap((row) => [...data.subarray(row * size, (row + 1) * size)]);
    const picked = (data instanceof Int32Array ? Int32Array : Float32Array).from(values) as Data;
    return { shape: [keep.length, ...shape.slice(1)], data: picked };
  };
  const weights =
    batch.weights === undefined ? {} : { weights: Float32Array.from(keep, (row) => batch.weights![row]!) };
  return { inputs: pick(batch.inputs), targets: pick(batch.targets), masks: batch.masks, ...weights };
}

/** A step whose buffers are made from those before it and those after it. */
function withBuffers(
  healthy: TrainingEngine,
  change: (
    before: NamedTensors,
    after: NamedTensors,
    parts: readonly MicroBatch[],
  ) => NamedTensors | Promise<NamedTensors>,
): Partial<TrainingEngine> {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    trainBatch(parts, step) {
      const loss = turn.then(async () => {
        const { buffers: before = {} } = await healthy.readState();
        const result = await healthy.trainBatch(parts, step).read();
        const after = await healthy.readState();
        if (after.buffers !== undefined) {
          await healthy.writeState({ ...after, buffers: await change(before, after.buffers, parts) });
        }
        return result;
      });
      turn = loss.catch(() => undefined);
      return { read: () => loss };
    },
  };
}

const NORM = { momentum: 0.1 };

export const batchNormMutants: readonly Mutant[] = [
  withLayers("takes Keras's momentum", "batch-norm.micro-batches", (layer) =>
    layer.kind === "batch-norm" && layer.momentum !== "cumulative" ? { ...layer, momentum: 1 - layer.momentum } : layer,
  ),
  withLoneOutput(
    "takes the variance for E[x²] - μ², in f32",
    "batch-norm.far-mean",
    "batch-norm",
    ({ layer, inputs: { shape, data }, output }) => {
      if (layer.trackRunningStats || shape.length !== 2) return output.data;
      const [rows, channels] = shape as readonly [number, number];
      const f32 = Math.fround;
      return data.map((x, index) => {
        let [sum, squares] = [0, 0];
        for (let row = 0; row < rows; row++) {
          const value = data[row * channels + (index % channels)]!;
          sum = f32(sum + value);
          squares = f32(squares + f32(value * value));
        }
        const mean = f32(sum / rows);
        const variance = Math.max(0, f32(f32(squares / rows) - f32(mean * mean)));
        return f32(x - mean) / Math.sqrt(variance + layer.epsilon);
      });
    },
  ),
  withLayers("has a momentum where the mean is to be cumulative", "by a momentum of cumulative", (layer) =>
    layer.kind === "batch-norm" && layer.momentum === "cumulative" ? { ...layer, ...NORM } : layer,
  ),
  withLayers("has Keras's epsilon", "layer.batch-norm.0001 ", (layer) =>
    layer.kind === "batch-norm" ? { ...layer, epsilon: 1e-3 } : layer,
  ),
  mutant("runs the biased variance", "batch-norm.weights", (healthy) =>
    withBuffers(healthy, (before, after, parts) => {
      const { shape, data } = after["bn.running_var"]!;
      const values = parts[0]!.inputs.data.length / data.length;
      const biased = data.map((variance, channel) => {
        const kept = (1 - NORM.momentum) * before["bn.running_var"]!.data[channel]!;
        return kept + ((variance - kept) * (values - 1)) / values;
      });
      return { ...after, "bn.running_var": { shape, data: biased } };
    }),
  ),
  mutant("moves its statistics by the last micro-batch alone", "batch-norm.micro-batches", (healthy) =>
    withBuffers(healthy, async (before, _after, parts) => {
      const state = await healthy.readState();
      await healthy.writeState({ ...state, buffers: before });
      await healthy.trainBatch(parts.slice(-1), STILL).read();
      return (await healthy.readState()).buffers!;
    }),
  ),
  mutant("normalises all micro-batches together", "batch-norm.cuts", (healthy, model) =>
    withMicroBatches(healthy, (parts) => (normalises(model) && parts.length > 1 ? [joined(parts)] : parts)),
  ),
  mutant("normalises all micro-batches together (statistics)", "batch-norm.micro-batches", (healthy, model) =>
    withMicroBatches(healthy, (parts) => (normalises(model) && parts.length > 1 ? [joined(parts)] : parts)),
  ),
  mutant("leaves rows of weight 0 out of the statistics", "batch-norm.weights", (healthy) =>
    withMicroBatches(healthy, (parts) =>
      parts.map((batch) => {
        const rows = Array.from({ length: batch.inputs.shape[0]! }, (_, row) => row);
        return rowsWhere(
          batch,
          rows.filter((row) => batch.weights?.[row] !== 0),
        );
      }),
    ),
  ),
  mutant("evaluates with the batch's statistics", "batch-norm.evaluation", (healthy, model, options) => {
    const untracked = byBatch(healthy, model, options);
    return { evaluateBatch: async (batch) => (await untracked()).evaluateBatch(batch) };
  }),
  mutant("predicts with the batch's statistics", "batch-norm.evaluation", (healthy, model, options) => {
    const untracked = byBatch(healthy, model, options);
    return { predict: async (inputs, masks) => (await untracked()).predict(inputs, masks) };
  }),
  mutant("draws samples with the batch's statistics", "batch-norm.monte-carlo", (healthy, model, options) => {
    const untracked = byBatch(healthy, model, options);
    return {
      predict: async (inputs, masks) => (masks === undefined ? healthy : await untracked()).predict(inputs, masks),
    };
  }),
  withLayers("keeps statistics that it is not to keep", "batch-norm.untracked:", (layer) =>
    layer.kind === "batch-norm" ? { ...layer, trackRunningStats: true } : layer,
  ),
  mutant("moves its statistics in predictions", "batch-norm.pure", (healthy) => ({
    async predict(inputs, masks) {
      const output = await healthy.predict(inputs, masks);
      await healthy.trainBatch([{ inputs, targets: output, masks: masks ?? [] }], STILL).read();
      return output;
    },
  })),
  mutant("moves its statistics in evaluations", "batch-norm.pure", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      await healthy.trainBatch([{ ...batch, masks: [] }], STILL).read();
      return sums;
    },
  })),
  ...["batch-norm.refused", "refused after a healthy micro-batch"].map((caughtBy) =>
    mutant(`has moved its statistics when it refuses (${caughtBy})`, caughtBy, (healthy) => ({
      trainBatch(parts, step) {
        try {
          return healthy.trainBatch(parts, step);
        } catch (error) {
          if (parts.length > 1) healthy.trainBatch(parts.slice(0, 1), STILL);
          throw error;
        }
      },
    })),
  ),
  mutant("takes a single value for two", "refused alone", (healthy) =>
    withMicroBatches(healthy, (parts) =>
      parts.map((batch) => (batch.inputs.shape[0] === 1 ? rowsWhere(batch, [0, 0]) : batch)),
    ),
  ),
  mutant("refuses one row whatever its positions", "batch-norm.positions", (healthy, model) =>
    withMicroBatches(healthy, (parts) => {
      if (normalises(model) && parts.some(({ inputs }) => inputs.shape[0] === 1)) return [];
      return parts;
    }),
  ),
  mutant("keeps the statistics of the run before", "batch-norm.new", (healthy) => ({
    async writeState(state) {
      const { buffers } = await healthy.readState();
      await healthy.writeState({ ...(buffers === undefined ? {} : { buffers }), ...state });
    },
  })),
  mutant("leaves statistics out of its state", "batch-norm.round-trip", (healthy) => ({
    readState: async () => withoutBuffers(await healthy.readState()),
  })),
  mutant("takes statistics over half", "batch-norm.round-trip", (healthy) => ({
    async writeState(state) {
      const fresh = { ...state.buffers };
      for (const [name, { shape, data }] of Object.entries(fresh)) {
        if (name.endsWith("num_batches_tracked")) fresh[name] = { shape, data: new Float32Array(data.length) };
      }
      await healthy.writeState(state.buffers === undefined ? state : { ...state, buffers: fresh });
    },
  })),
  mutant("reads a state's statistics a turn later", "batch-norm.copies", (healthy) => ({
    async writeState(state) {
      await Promise.resolve();
      await healthy.writeState(state);
    },
  })),
  mutant("takes statistics of other shapes", "batch-norm.foreign", (healthy) => ({
    async writeState(state) {
      const { buffers: own = {} } = await healthy.readState();
      const fitting = Object.entries({ ...own, ...state.buffers }).filter(
        ([name, { shape }]) => String(shape) === String(own[name]?.shape),
      );
      await healthy.writeState({ ...state, buffers: { ...own, ...Object.fromEntries(fitting) } });
    },
  })),
  mutant("counts batches in a list of one", "batch-norm.fresh", (healthy) => ({
    async readState() {
      const state = await healthy.readState();
      const buffers = Object.entries(state.buffers ?? {}).map(([name, { shape, data }]) => [
        name,
        { shape: shape.length === 0 ? [1] : shape, data },
      ]);
      return state.buffers === undefined ? state : { ...state, buffers: Object.fromEntries(buffers) as NamedTensors };
    },
  })),
];

function withoutBuffers({ buffers: _buffers, ...state }: EngineState): EngineState {
  return state;
}
