import { clipByNorm } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { callbacks, clipGradients, earlyStopping, indexedDbStore, memoryStore } from "../../src/index.ts";
import { bitsOf, smallData, smallModel } from "../callbacks/small-model.ts";
import { trainWith } from "../checkpoints/checkpoint-run.ts";
import { PAGE_BACKENDS, startPageBackend } from "./start-page-backend.ts";

describe.each(PAGE_BACKENDS)("stock fit on %s", (backend) => {
  beforeAll(() => startPageBackend(backend));

  test.each(["device", "host"] as const)("ends with its best weights, kept on the %s", async (keep) => {
    const { xs, ys } = smallData();
    const model = smallModel({ optimizer: clipGradients(tf, tf.train.momentum(0.1, 0.9), clipByNorm(1)) });
    const recorded: Uint32Array[][] = [];
    const scores = [5, 3, 4, 4, 1];
    const score = {
      onEpochEnd: async (epoch: number, logs?: tf.Logs) => {
        Object.assign(logs!, { score: scores[epoch]! });
        recorded.push(await bitsOf(model));
      },
    };
    const stop = earlyStopping(tf, { monitor: "others.score", mode: "min", patience: 2 }, { keep });
    const fit = (): Promise<tf.History> =>
      model.fit(xs, ys, { epochs: 5, batchSize: 8, callbacks: callbacks(tf, [score, stop]) });
    expect((await fit()).epoch).toEqual([0, 1, 2, 3]);
    expect(recorded[3]).not.toEqual(recorded[1]);
    expect(await bitsOf(model)).toEqual(recorded[1]);
    const tensors = tf.memory().numTensors;
    await fit();
    expect(tf.memory().numTensors).toBe(tensors);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  // Both where a run is quick; a software GPU takes seconds for one.
  const optimizers: readonly [string, () => tf.Optimizer][] = [
    ["momentum", () => tf.train.momentum(0.1, 0.9)],
    ["adam", () => tf.train.adam(0.1)],
  ];
  const here = { cpu: optimizers, wasm: optimizers, webgl: optimizers.slice(0, 1), webgpu: optimizers.slice(1) }[
    backend
  ];

  test.each(here)("that is killed and resumed from IndexedDB ends with the same bits: %s", async (name, make) => {
    const whole = await trainWith(memoryStore(), make);
    const store = indexedDbStore(`lockstep-${backend}-${name}`);
    await expect(trainWith(store, make, { diesIn: 4 })).rejects.toThrow("killed");
    expect(await store.list()).toEqual(["checkpoint"]);
    const resumed = await trainWith(store, make, { seed: 3 });
    expect(resumed.trained).toEqual([4, 5, 6]);
    expect(resumed.stop.state).toEqual(whole.stop.state);
    expect(resumed.bits).toEqual(whole.bits);
    await store.remove("checkpoint");
    expect(await store.load("checkpoint")).toBeUndefined();
  });
});

describe("a GPU that is lost", () => {
  /** Ends the current backend's device as a driver would. */
  async function loseDevice(): Promise<void> {
    const { gpgpu, device } = tf.backend() as unknown as {
      readonly gpgpu?: { readonly gl: WebGlContext };
      readonly device?: { destroy(): void; readonly lost: Promise<unknown> };
    };
    gpgpu?.gl.getExtension("WEBGL_lose_context")!.loseContext();
    device?.destroy();
    await device?.lost;
  }
  interface WebGlContext {
    getExtension(name: "WEBGL_lose_context"): { loseContext(): void } | null;
  }

  test.each(["webgl", "webgpu"] as const)("leaves the best weights on the host: %s", async (backend) => {
    await startPageBackend(backend);
    const { xs, ys } = smallData();
    const model = smallModel();
    let best: Uint32Array[] = [];
    const watch = { monitor: "others.score", mode: "min", patience: 9 } as const;
    const stops = [earlyStopping(tf, watch, { keep: "host" }), earlyStopping(tf, watch)];
    const lose = {
      onEpochEnd: async (epoch: number, logs?: tf.Logs) => {
        Object.assign(logs!, { score: epoch });
        if (epoch === 0) best = await bitsOf(model);
      },
      onEpochBegin: async (epoch: number) => {
        if (epoch !== 1) return;
        await loseDevice();
        throw new Error("lost");
      },
    };
    const run = model.fit(xs, ys, { epochs: 3, callbacks: callbacks(tf, [lose, ...stops]) });
    await expect(run).rejects.toThrow("lost");
    for (const stop of stops) {
      await expect(stop.restoreBest()).rejects.toMatchObject({
        code: "DEVICE_LOST",
        message: expect.stringContaining(`${backend} backend lost its device`),
      });
    }
    // Another backend stands in for the one that the page would start anew.
    await startPageBackend("cpu");
    const other = smallModel({ seed: 9 });
    await stops[0]!.restoreBest(other);
    expect(await bitsOf(other)).toEqual(best);
    other.dispose();
  });
});
