import type { EngineState, MicroBatch, SgdStep, TrainingEngine } from "../src/index.ts";

/** What a scripted engine was asked to do, in order. */
export interface EngineLog {
  readonly batches: MicroBatch[];
  readonly updates: SgdStep[];
  readonly written: EngineState[];
  /** Losses handed out and not read yet, now and at most. */
  readonly unread: { now: number; most: number };
}

/**
 * An engine without arithmetic: its only weight counts the steps, the loss of a training row is the row's first input,
 * and the validation loss after epoch n is the n-th of the script. So a test can work out every number by hand.
 */
export function scriptedEngine(
  validationLosses: readonly number[],
  stepsPerEpoch: number,
): { readonly engine: TrainingEngine; readonly log: EngineLog; readonly weight: () => number } {
  const log: EngineLog = { batches: [], updates: [], written: [], unread: { now: 0, most: 0 } };
  let weight = 0;
  const engine: TrainingEngine = {
    name: "scripted",
    capabilities: { microBatches: false },
    randomSites: [{ kind: "dropout", rate: 0.5, shape: (rows) => [rows, 3] }],
    parameters: [{ name: "0.weight", shape: [1], trainable: true }],
    inputShape: [1],
    outputShape: [1],
    loss: { kind: "mean-squared-error" },
    modelFingerprint: "scripted",
    trainBatch([batch], update) {
      log.batches.push(batch!);
      log.updates.push(update);
      weight += 1;
      const losses = Array.from(batch!.inputs.data);
      log.unread.now += 1;
      log.unread.most = Math.max(log.unread.most, log.unread.now);
      return {
        async read() {
          log.unread.now -= 1;
          return { weightSum: losses.length, lossSum: losses.reduce((sum, loss) => sum + loss, 0) };
        },
      };
    },
    async evaluateBatch(batch) {
      const rows = batch.inputs.shape[0]!;
      return { weightSum: rows, lossSum: rows * validationLosses[Math.ceil(weight / stepsPerEpoch) - 1]! };
    },
    predict: (inputs) => Promise.resolve(inputs),
    readState: () => Promise.resolve({ parameters: { "0.weight": { shape: [1], data: Float32Array.of(weight) } } }),
    async writeState(state) {
      log.written.push(state);
      weight = state.parameters["0.weight"]!.data[0]!;
    },
    dispose: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
  return { engine, log, weight: () => weight };
}
