import {
  arrayDataset,
  dense,
  dropout,
  fit,
  maskOfSite,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  tensor,
  type Checkpoint,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "../engine/seeded-tensor.ts";
import { startPageBackend } from "./start-page-backend.ts";

const MODEL = sequential({ inputShape: [6], layers: [dense(8), dropout(0.5), dense(3)] });
const ROWS = 12;
const DATA = arrayDataset({
  inputs: seededTensor(1, [ROWS, 6], -1, 1),
  targets: tensor(
    [ROWS],
    Int32Array.from({ length: ROWS }, (_, row) => row % 3),
  ),
});
const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };
const RUN = { epochs: 4, batchSize: 4, seed: 1, optimizer: sgd({ learningRate: 0.1 }) };

interface WebglBackend {
  readonly gpgpu: { readonly gl: { getExtension(name: "WEBGL_lose_context"): { loseContext(): void } } };
}

/** How a page loses the device of each backend. */
const LOSSES: Readonly<Record<"webgl" | "webgpu", () => void>> = {
  webgl: () => {
    const { gl } = (tf.backend() as unknown as WebglBackend).gpgpu;
    gl.getExtension("WEBGL_lose_context").loseContext();
  },
  webgpu: () => (tf.backend() as unknown as { device: { destroy(): void } }).device.destroy(),
};

/** Gives a lost backend up, so that it starts with a new device when it is next asked for. */
function renew(backend: string): void {
  const factory = tf.findBackendFactory(backend);
  tf.removeBackend(backend);
  tf.registerBackend(backend, factory);
}

describe.each(["webgl", "webgpu"] as const)("a lost device of %s", (backend) => {
  beforeEach(() => startPageBackend(backend));

  test("ends a run with a typed error, and the run goes on from its last checkpoint", async () => {
    const checkpoints: Checkpoint[] = [];
    const engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const interrupted = fit(engine, DATA, {
      ...RUN,
      checkpoint: {
        everyEpochs: 1,
        save(checkpoint) {
          checkpoints.push(checkpoint);
          if (checkpoints.length === 2) LOSSES[backend]();
        },
      },
    });
    await expect(interrupted).rejects.toMatchObject({ code: "DEVICE_LOST", subject: `tfjs-${backend}` });
    await expect(engine.readState()).rejects.toMatchObject({ code: "DEVICE_LOST" });
    await expect(engine.predict(seededTensor(2, [1, 6], -1, 1))).rejects.toMatchObject({ code: "DEVICE_LOST" });
    engine.dispose();
    renew(backend);

    await startPageBackend("wasm");
    using next = await createTfjsEngine(tf, MODEL, OPTIONS);
    const report = await fit(next, DATA, { ...RUN, resumeFrom: checkpoints.at(-1)! });
    expect(report.history).toHaveLength(4);
    using unbroken = await createTfjsEngine(tf, MODEL, OPTIONS);
    const expected = await fit(unbroken, DATA, RUN);
    expect(report.history.at(-1)!.trainingLoss).toBeCloseTo(expected.history.at(-1)!.trainingLoss, 5);
  });

  test("ends a step that is under way", async () => {
    using engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const pending = Array.from({ length: 8 }, (_, step) =>
      engine.trainBatch(
        [
          {
            ...DATA.gather([0, 1, 2, 3]),
            masks: [maskOfSite(engine.randomSites[0]!, { seed: 1, site: 0, step, rows: 4 })],
          },
        ],
        sgdStep(RUN.optimizer, step, { epoch: 0 }),
      ),
    );
    // Half of the readings have begun, and wait for the device; the others begin when it is gone.
    const begun = Promise.allSettled(pending.slice(0, 4).map((loss) => loss.read()));
    LOSSES[backend]();
    const late = Promise.allSettled(pending.slice(4).map((loss) => loss.read()));
    const lost = { status: "rejected", reason: expect.objectContaining({ code: "DEVICE_LOST" }) as unknown };
    expect([...(await begun), ...(await late)]).toEqual(pending.map(() => lost));
    renew(backend);
  });
});
