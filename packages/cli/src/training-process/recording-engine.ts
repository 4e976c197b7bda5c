import { createHash } from "node:crypto";
import type { DropoutMask, MicroBatch, PendingLoss, SgdStep, TrainingEngine } from "@lockstep/core";

/** An engine that keeps a record of its steps. */
export interface RecordingEngine {
  readonly engine: TrainingEngine;
  /** Mean loss of each step, in order. */
  readonly stepLosses: readonly number[];
  /** The masks of each epoch's steps, in order. */
  readonly masks: readonly (readonly DropoutMask[])[];
  /** After each epoch, the SHA-256 (hex) of the bytes of all inputs and targets that the engine was given so far. */
  readonly batchDigests: readonly string[];
  /** Marks the end of an epoch. */
  endEpoch(): void;
}

/** Passes every call on to `engine` and records what `trainBatch` was given and what came of it. */
export function recordingEngine(engine: TrainingEngine): RecordingEngine {
  const stepLosses: number[] = [];
  const masks: DropoutMask[][] = [];
  const batchDigests: string[] = [];
  const batches = createHash("sha256");
  let epochMasks: DropoutMask[] = [];

  function trainBatch(microBatches: readonly MicroBatch[], update: SgdStep): PendingLoss {
    for (const { inputs, targets, masks: stepMasks } of microBatches) {
      batches.update(bytesOf(inputs.data)).update(bytesOf(targets.data));
      epochMasks.push(...stepMasks);
    }
    const pending = engine.trainBatch(microBatches, update);
    return {
      async read() {
        const loss = await pending.read();
        stepLosses.push(loss.lossSum / loss.weightSum);
        return loss;
      },
    };
  }

  return {
    engine: {
      name: engine.name,
      capabilities: engine.capabilities,
      randomSites: engine.randomSites,
      parameters: engine.parameters,
      inputShape: engine.inputShape,
      outputShape: engine.outputShape,
      loss: engine.loss,
      modelFingerprint: engine.modelFingerprint,
      trainBatch,
      evaluateBatch: (batch) => engine.evaluateBatch(batch),
      predict: (inputs, predictionMasks) => engine.predict(inputs, predictionMasks),
      readState: () => engine.readState(),
      writeState: (state) => engine.writeState(state),
      dispose: () => engine.dispose(),
      [Symbol.dispose]: () => engine.dispose(),
    },
    stepLosses,
    masks,
    batchDigests,
    endEpoch() {
      masks.push(epochMasks);
      epochMasks = [];
      batchDigests.push(batches.copy().digest("hex"));
    },
  };
}

function bytesOf(values: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
