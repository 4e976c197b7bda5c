import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { callbacks, earlyStopping } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";
import { smallData, smallModel } from "./small-model.ts";

const WATCH = { monitor: "loss", mode: "min", patience: 1, divergeAt: 0 } as const;

beforeAll(() => startBackend("cpu"));

async function fit(list: unknown, epochs = 3): Promise<number> {
  const { xs, ys } = smallData();
  const model = smallModel();
  try {
    const callbackList = list as tf.ModelFitArgs["callbacks"] & object;
    const { epoch } = await model.fit(xs, ys, { epochs, callbacks: callbackList });
    return epoch.length;
  } finally {
    tf.dispose([xs, ys]);
    model.dispose();
  }
}

describe("callbacks", () => {
  test("mixes plain objects with callbacks, ours and those of tfjs, in any order", async () => {
    const seen: string[] = [];
    const note = (name: string): tf.CustomCallbackArgs => ({ onEpochEnd: async () => void seen.push(name) });
    const stock = tf.callbacks.earlyStopping({ monitor: "loss", patience: 100 });
    const ours = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 100 });
    expect(await fit(callbacks(tf, [note("a"), ours, note("b"), stock]), 2)).toBe(2);
    expect(seen).toEqual(["a", "b", "a", "b"]);
    expect(ours.stopEpoch).toBe(1);
  });

  test("where fit alone throws, or ignores what is not a hook", async () => {
    const note = { onEpochEnd: async () => undefined };
    await expect(fit([tf.callbacks.earlyStopping({ monitor: "loss" }), note])).rejects.toThrow(
      "setParams is not a function",
    );
    expect(await fit({ onEarlyStop: earlyStopping(tf, WATCH) })).toBe(3);
    expect(() => callbacks(tf, [{ onEarlyStop: earlyStopping(tf, WATCH) } as never])).toThrow(
      /callbacks\[0\]: onEarlyStop is not an option.*Make it a member of the list/,
    );
    expect(() => callbacks(tf, [{ onEpochEnds: async () => undefined } as never])).toThrow(/Did you mean "onEpochEnd"/);
    expect(() => callbacks(tf, earlyStopping(tf, WATCH) as never)).toThrow(/takes a list/);
  });

  test("lets the page draw, where all members are callbacks", async () => {
    let frames = 0;
    const nextFrameFunc = (): Promise<void> => Promise.resolve(void frames++);
    const list = callbacks(tf, [earlyStopping(tf, WATCH)], { yieldEvery: "epoch" });
    expect(list).toHaveLength(2);
    await fit(callbacks(tf, [{ nextFrameFunc }], { yieldEvery: "epoch" }), 3);
    expect(frames).toBe(3);
  });
});

describe("earlyStopping", () => {
  test("refuses to be in a list twice, where it would count each epoch twice", async () => {
    const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 9 });
    await expect(fit([stop, stop])).rejects.toThrow("must be in the list once");
    expect(await fit([stop])).toBe(3);
    expect(await fit([stop])).toBe(3);
  });

  test("refuses to watch two models at a time, keeps on watching the first, and is free again after it", async () => {
    const { xs, ys } = smallData();
    const [first, second] = [smallModel(), smallModel()];
    const before = tf.memory().numTensors;
    const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 9 });
    const fits = [first, second].map((model) => model.fit(xs, ys, { epochs: 2, callbacks: stop }));
    const [one, two] = await Promise.allSettled(fits);
    expect(two).toMatchObject({ status: "rejected", reason: { code: "INVALID_OPTION" } });
    expect(one).toMatchObject({ status: "fulfilled" });
    expect([stop.stopReason, stop.restoredEpoch]).toEqual(["epochs", 1]);
    expect(tf.memory().numTensors).toBe(before);
    const failing = { onEpochEnd: () => Promise.reject(new Error("failed")) };
    await expect(first.fit(xs, ys, { callbacks: callbacks(tf, [stop, failing]) })).rejects.toThrow("failed");
    await second.fit(xs, ys, { epochs: 1, callbacks: stop });
    tf.dispose([xs, ys]);
    first.dispose();
    second.dispose();
  });

  const stops = { ...WATCH, stopAt: undefined } as const;
  const rule = { monitor: stops.monitor, mode: "max", patience: 9, stopAt: 0 } as const;

  test("stands alone, or beside callbacks of tfjs", async () => {
    expect(await fit(earlyStopping(tf, rule))).toBe(1);
    expect(await fit([earlyStopping(tf, rule)])).toBe(1);
    expect(await fit([tf.callbacks.earlyStopping({ monitor: "loss", patience: 9 }), earlyStopping(tf, rule)])).toBe(1);
  });

  test("works in fitDataset", async () => {
    const { xs, ys } = smallData();
    const model = smallModel();
    const rows = tf.data.zip({ xs: tf.data.array(xs.arraySync()), ys: tf.data.array(ys.arraySync()) });
    const stop = earlyStopping(tf, { monitor: "val_loss", mode: "max", patience: 9, stopAt: 0 });
    const { epoch } = await model.fitDataset(rows.batch(8), {
      epochs: 3,
      validationData: [xs, ys],
      callbacks: stop,
    });
    expect(epoch).toEqual([0]);
    expect(stop).toMatchObject({ stopReason: "threshold", restoredEpoch: 0 });
    tf.dispose([xs, ys]);
    model.dispose();
  });
});
