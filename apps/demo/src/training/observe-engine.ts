import type { TrainingEngine } from "@lockstep/core";

/** Whoever watches an engine train. */
export interface StepObserver {
  stepBegins(): void;
  /** In the order of the steps. @param loss mean over the step's rows */
  lossRead(loss: number): void;
}

/** An engine whose steps are watched; nothing is read that would not be read anyway. Disposing it disposes the engine. */
export function observeEngine(engine: TrainingEngine, observer: StepObserver): TrainingEngine {
  const dispose = (): void => engine.dispose();
  return {
    name: engine.name,
    capabilities: engine.capabilities,
    randomSites: engine.randomSites,
    parameters: engine.parameters,
    inputShape: engine.inputShape,
    outputShape: engine.outputShape,
    loss: engine.loss,
    modelFingerprint: engine.modelFingerprint,
    trainBatch(microBatches, update) {
      observer.stepBegins();
      const pending = engine.trainBatch(microBatches, update);
      return {
        async read() {
          const sums = await pending.read();
          observer.lossRead(sums.lossSum / sums.weightSum);
          return sums;
        },
      };
    },
    evaluateBatch: (batch) => engine.evaluateBatch(batch),
    predict: (inputs, masks) => engine.predict(inputs, masks),
    readState: () => engine.readState(),
    writeState: (state) => engine.writeState(state),
    dispose,
    [Symbol.dispose]: dispose,
  };
}
