import { keepBits, type Dataset, type EngineState, type MicroBatch, type TrainingEngine } from "@lockstep/core";

/** One step of a run, as the engine was given it and as it came out. */
export interface RecordedStep {
  readonly rows: readonly number[];
  /** What each dropout layer keeps, of every micro-batch. */
  readonly masks: readonly (readonly Uint8Array[])[];
  readonly learningRate: number;
  /** Mean over the step's rows. */
  readonly loss: number;
}

/** Looks on while a training script runs. */
export interface RunRecorder {
  /** Passes everything on to `engine` and notes its steps; its weights at this moment are the initial ones. */
  engine(engine: TrainingEngine): TrainingEngine;
  /** Passes everything on to `data` and notes which rows are asked for. */
  data(data: Dataset): Dataset;
  /** In order; complete once `fit` has returned. */
  readonly steps: readonly RecordedStep[];
  initialState(): Promise<EngineState>;
  finalState(): Promise<EngineState>;
}

export function runRecorder(): RunRecorder {
  const steps: RecordedStep[] = [];
  let rows: readonly number[] = [];
  let inner: TrainingEngine | undefined;
  let initial: Promise<EngineState> | undefined;

  return {
    steps,
    initialState: () => initial!,
    finalState: () => inner!.readState(),
    data: (data) => ({
      ...data,
      gather(indices) {
        rows = indices;
        return data.gather(indices);
      },
    }),
    engine(engine) {
      inner = engine;
      initial = engine.readState();
      return {
        ...engine,
        trainBatch(microBatches, update) {
          const { learningRate } = update;
          const given = { rows, masks: masksOf(microBatches), learningRate };
          const pending = engine.trainBatch(microBatches, update);
          return {
            async read() {
              const loss = await pending.read();
              steps.push({ ...given, loss: loss.lossSum / loss.weightSum });
              return loss;
            },
          };
        },
      };
    },
  };
}

function masksOf(microBatches: readonly MicroBatch[]): Uint8Array[][] {
  return microBatches.map(({ masks }) => masks.map((mask) => keepBits(mask).slice()));
}
