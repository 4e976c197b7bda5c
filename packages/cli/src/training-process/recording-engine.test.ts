import { createHash } from "node:crypto";
import {
  dropoutMask,
  fit,
  keepBits,
  planBatches,
  type DropoutMask,
  type TrainingEngine,
  type TrainingEvent,
} from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { idxFolder } from "../../test/idx-folder.ts";
import { readImageSet } from "../data/read-image-set.ts";
import { loadEngine, type EngineBackend } from "../engines.ts";
import { digestMasks } from "./digest-masks.ts";
import { prepareRun, type PreparedRun } from "./prepare-run.ts";
import { recordingEngine } from "./recording-engine.ts";

const SEED = 5;
const EPOCHS = 2;

function prepared(): PreparedRun {
  const folder = idxFolder({ training: 30 });
  const recipe = {
    data: { kind: "idx", name: "mnist", folder } as const,
    sizes: { training: 20, validation: 10, test: 10 },
    labelNoise: 0,
    seed: SEED,
    hidden: [6],
    rate: 0.4,
    epochs: EPOCHS,
    batchSize: 8,
    learningRate: 0.1,
    momentum: 0,
    monitor: "validationLoss",
    patience: null,
  } as const;
  return prepareRun(recipe, readImageSet("mnist", folder));
}

async function record(backend: EngineBackend): Promise<{
  readonly recording: ReturnType<typeof recordingEngine>;
  readonly history: readonly number[];
  readonly run: PreparedRun;
}> {
  const run = prepared();
  const recording = recordingEngine(await backend.create(run.model, run.engineOptions));
  const onEvent = ({ type }: TrainingEvent): void => {
    if (type === "epoch") recording.endEpoch();
  };
  const { history } = await fit(recording.engine, run.experiment.training, { ...run.fitOptions, onEvent });
  return { recording, history: history.map(({ trainingLoss }) => trainingLoss), run };
}

describe("recordingEngine", () => {
  it("digests the rows that the plan names, in their order, after each epoch", async () => {
    const { recording, run } = await record(await loadEngine("reference"));
    const plan = planBatches({ rowCount: 20, batchSize: 8, seed: SEED });
    const digest = createHash("sha256");
    const expected = Array.from({ length: EPOCHS }, (_, epoch) => {
      for (let batch = 0; batch < plan.batchesPerEpoch; batch++) {
        const { inputs, targets } = run.experiment.training.gather(plan.rows(epoch, batch));
        digest.update(new Uint8Array(inputs.data.buffer)).update(new Uint8Array(targets.data.buffer));
      }
      return digest.copy().digest("hex");
    });
    expect(recording.batchDigests).toEqual(expected);
    expect(expected[0]).not.toBe(expected[1]);
  });

  it("keeps every step's mean loss: weighted by rows, they are the epoch's", async () => {
    const { recording, history } = await record(await loadEngine("reference"));
    const [a, b, c] = recording.stepLosses;
    expect(recording.stepLosses).toHaveLength(3 * EPOCHS);
    expect((8 * a! + 8 * b! + 4 * c!) / 20).toBeCloseTo(history[0]!, 12);
  });
});

describe("digestMasks", () => {
  it("is the digest of core's bits for a backend that applies them", async () => {
    const backend = await loadEngine("reference");
    const { recording } = await record(backend);
    const digest = createHash("sha256");
    const expected = Array.from({ length: EPOCHS }, (_, epoch) => {
      for (const [batch, rows] of [8, 8, 4].entries()) {
        const step = 3 * epoch + batch;
        digest.update(keepBits(dropoutMask({ seed: SEED, site: 0, step, rate: 0.4, shape: [rows, 6] })));
      }
      return digest.copy().digest("hex");
    });
    expect(await digestMasks(backend, recording.masks)).toEqual(expected);
  });

  it.each<[string, (mask: DropoutMask) => DropoutMask]>([
    [
      "reads the stream one word late",
      (mask) => (mask.source === "addressed" ? { ...mask, start: mask.start + 1 } : mask),
    ],
    ["ignores masks", (mask) => (mask.source === "addressed" ? { ...mask, threshold: 2 ** 23, scale: 1 } : mask)],
  ])("is another one for a backend that %s in training", async (_name, change) => {
    const backend = await loadEngine("reference");
    const { recording } = await record(backend);
    const broken: EngineBackend = {
      version: "broken",
      async create(model, options) {
        const engine: TrainingEngine = await backend.create(model, options);
        return {
          ...engine,
          trainBatch: (batches, update) =>
            engine.trainBatch(
              batches.map((batch) => ({ ...batch, masks: batch.masks.map(change) })),
              update,
            ),
        };
      },
    };
    const [right] = await digestMasks(backend, recording.masks);
    const [wrong] = await digestMasks(broken, recording.masks);
    expect(wrong).not.toBe(right);
  });
});
