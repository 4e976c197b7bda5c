import { softmaxCrossEntropy, type EngineState, type TrainingEngine } from "@lockstep/core";
import { CLASSES, PIXELS } from "../network/benchmark-network.ts";

/** An engine that computes nothing and draws nothing: what is left of `fit` is its own. */
export function idleEngine(): { readonly engine: TrainingEngine; readonly stepsTaken: () => number } {
  let steps = 0;
  let state: EngineState = { parameters: { weight: { shape: [1], data: new Float32Array(1) } } };
  const engine: TrainingEngine = {
    name: "idle",
    capabilities: { microBatches: false },
    randomSites: [],
    parameters: [{ name: "weight", shape: [1], trainable: true }],
    inputShape: [PIXELS],
    outputShape: [CLASSES],
    loss: softmaxCrossEntropy(),
    modelFingerprint: "idle",
    trainBatch([batch]) {
      steps += 1;
      const loss = { weightSum: batch!.inputs.shape[0]!, lossSum: 0 };
      return { read: () => Promise.resolve(loss) };
    },
    evaluateBatch: ({ inputs }) => Promise.resolve({ weightSum: inputs.shape[0]!, lossSum: 0, correctCount: 0 }),
    predict: ({ shape }) =>
      Promise.resolve({ shape: [shape[0]!, CLASSES], data: new Float32Array(shape[0]! * CLASSES) }),
    readState: () => Promise.resolve(state),
    async writeState(given) {
      state = given;
    },
    dispose: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
  return { engine, stepsTaken: () => steps };
}
