import { earlyStopping as earlyStoppingRule, patience, type EarlyStoppingOptions } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { earlyStopping } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";
import { driveCallback } from "./drive-callback.ts";
import { smallData, smallModel } from "./small-model.ts";
import { playedCases, valuesOf } from "./stopping-vectors.ts";

/** By sequence: where it stops, and the check whose weights remain. */
interface Stops {
  readonly stop: readonly (number | null)[];
  readonly restored: readonly (number | null)[];
}

/** Numbers in [0, 1), the same in every run. */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeAll(() => startBackend("cpu"));

describe("earlyStopping decides", () => {
  test.each(["tfjs", "frameworks", "estimators", "restated"])(
    "as the libraries of the dialects do, by the vectors of %s",
    async (file) => {
      const model = smallModel();
      let runs = 0;
      for (const one of playedCases<Stops>(`early-stopping-dialects-${file}`)) {
        for (const [index, digits] of one.input.sequences.entries()) {
          const values = valuesOf(one, digits);
          const rule = earlyStopping(tf, { monitor: "val_loss", ...one.input.options } as never);
          const logs = values.map((value) => ({ val_loss: value }));
          const { stop } = await driveCallback(rule, model, logs);
          expect({ id: one.id, index, stop, restored: rule.restoredEpoch }).toEqual({
            id: one.id,
            index,
            stop: one.expect.stop[index],
            restored: one.expect.restored[index],
          });
          runs++;
        }
      }
      expect(runs).toBeGreaterThan(100);
      model.dispose();
    },
  );

  test("as tf.callbacks.earlyStopping does, on 300 random runs", async () => {
    const model = smallModel();
    const next = seededNumbers(7);
    const pick = <Value>(choices: readonly Value[]): Value => choices[Math.floor(next() * choices.length)]!;
    let stops = 0;
    for (let run = 0; run < 300; run++) {
      const options = {
        mode: pick(["min", "max"] as const),
        patience: pick([0, 1, 3, 6, 9]),
        minDelta: pick([0, 0.25, -0.5]),
        ...(next() < 0.3 ? { baseline: pick([0.5, 1, 2]) } : {}),
      };
      const slope = options.mode === "min" ? -0.25 : 0.25;
      const logs = Array.from({ length: 12 }, (_, epoch) => {
        const value =
          next() < 0.9 ? Math.round((epoch * slope + next() * 2) * 8) / 8 : pick([NaN, Infinity, -Infinity]);
        return { val_loss: value };
      });
      const theirs = await driveCallback(tf.callbacks.earlyStopping({ monitor: "val_loss", ...options }), model, logs);
      const ours = earlyStopping(tf, { monitor: "val_loss", dialect: "tfjs", ...options });
      expect({ run, ...(await driveCallback(ours, model, logs)) }).toEqual({ run, ...theirs });
      stops += theirs.stop === null ? 0 : 1;
    }
    expect(stops).toBeGreaterThan(100);
    expect(stops).toBeLessThan(300);
    model.dispose();
  });

  test("in the direction that it is told, where the stock callback takes val_auc for a loss", async () => {
    const model = smallModel();
    const logs = [0.5, 0.6, 0.7, 0.8].map((value) => ({ val_auc: value }));
    const theirs = tf.callbacks.earlyStopping({ monitor: "val_auc", patience: 2 });
    expect(await driveCallback(theirs, model, logs)).toEqual({ stop: 2 });
    const ours = earlyStopping(tf, { monitor: "val_auc", mode: "max", patience: 2 });
    expect(await driveCallback(ours, model, logs)).toEqual({ stop: null });
    expect(ours.bestEpoch).toBe(3);
    model.dispose();
  });

  test("what a rule made by core decides, and tells why", async () => {
    const model = smallModel();
    const rule = earlyStoppingRule({ monitor: "validationLoss", mode: "min", criteria: patience(2), startEpoch: 1 });
    const stop = earlyStopping(tf, rule);
    const logs = [0.1, 0.9, 1, 1].map((value) => ({ loss: 1, val_loss: value }));
    expect(await driveCallback(stop, model, logs)).toEqual({ stop: 3 });
    expect(stop).toMatchObject({ best: 0.9, bestEpoch: 1, stopEpoch: 3, stopReason: "patience", restoredEpoch: 1 });
    expect(stop.explanation).toMatch(/^Stopped: validationLoss 1 of epoch 3 does not beat 0.9: 2 of 2 checks/);
    model.dispose();
  });

  test.each([
    ["stop", 1, "non-finite"],
    ["count", 3, "patience"],
    ["ignore", null, "epochs"],
  ] as const)("of a NaN by nonFinite %s", async (nonFinite, stop, reason) => {
    const model = smallModel();
    const rule = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 3, nonFinite });
    const logs = [1, NaN, NaN, NaN, 0.5].map((value) => ({ val_loss: value }));
    expect(await driveCallback(rule, model, logs)).toEqual({ stop });
    expect(rule.stopReason).toBe(reason);
    model.dispose();
  });

  test("of a NaN by nonFinite throw, so that fit rejects and the best weights can be put back", async () => {
    const model = smallModel();
    const rule = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 3, nonFinite: "throw" });
    const before = tf.memory().numTensors;
    await expect(driveCallback(rule, model, [{ val_loss: 1 }, { val_loss: NaN }])).rejects.toMatchObject({
      code: "NON_FINITE_VALUE",
    });
    expect(rule.stopReason).toBeNull();
    await rule.restoreBest();
    expect(rule.restoredEpoch).toBe(0);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  test("by a clock that is given", async () => {
    const model = smallModel();
    let seconds = 0;
    const { timeLimit } = await import("@lockstep/core");
    const options: EarlyStoppingOptions = { monitor: "validationLoss", mode: "min", criteria: timeLimit(25) };
    const rule = earlyStopping(tf, options, { clock: () => seconds * 1000 });
    const logs = [4, 3, 2, 1].map((value) => ({ val_loss: value }));
    const run = driveCallback(rule, model, logs, { eachEpoch: () => (seconds += 10) });
    expect(await run).toEqual({ stop: 2 });
    expect(rule.stopReason).toBe("time-limit");
    model.dispose();
  });
});

describe("earlyStopping finds its monitor", () => {
  test.each([
    ["val_accuracy", ["accuracy"], "val_acc"],
    ["validationAccuracy", ["accuracy"], "val_acc"],
    ["validationAccuracy", ["categoricalAccuracy"], "val_categoricalAccuracy"],
    ["val_acc", ["accuracy"], "val_acc"],
    ["accuracy", ["accuracy"], "acc"],
    ["loss", ["accuracy"], "loss"],
    ["trainingLoss", [], "loss"],
    ["validationLoss", [], "val_loss"],
    ["val_mse", ["mse"], "val_mse"],
  ])("%s of a model with metrics %j as %s", async (monitor, metrics, name) => {
    const model = smallModel({ metrics });
    const { xs, ys } = smallData();
    const stop = earlyStopping(tf, { monitor, mode: "min", patience: 5 });
    const { history } = await model.fit(xs, ys, {
      epochs: 3,
      validationData: [xs, ys],
      callbacks: stop,
    });
    expect(stop.best).toBe(Math.min(...(history[name] as number[])));
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("or tells what there is before any training; the stock callback never stops", async () => {
    const { xs, ys } = smallData();
    const model = smallModel();
    const before = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    const options = { epochs: 3, validationData: [xs, ys] as [tf.Tensor, tf.Tensor] } as const;
    const twofold = smallModel({ metrics: ["accuracy", "binaryAccuracy"] });
    const unclear = earlyStopping(tf, { monitor: "validationAccuracy", mode: "max", patience: 1 });
    await expect(twofold.fit(xs, ys, { ...options, callbacks: unclear })).rejects.toThrow(
      /must be one of .*"val_acc", "val_binaryAccuracy", got "validationAccuracy"/,
    );
    twofold.dispose();
    for (const [monitor, said] of [
      ["val_los", /must be one of "loss", "acc", "val_loss", "val_acc", got "val_los".* Did you mean "val_loss"\?/],
      ["f1", /must be one of .*others\.<name>/],
    ] as const) {
      const stop = earlyStopping(tf, { monitor, mode: "min", patience: 1 });
      await expect(model.fit(xs, ys, { ...options, callbacks: stop })).rejects.toThrow(said);
    }
    const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 1 });
    const withoutValidation = model.fit(xs, ys, { epochs: 3, callbacks: stop });
    await expect(withoutValidation).rejects.toThrow(/Give fit validationData or validationSplit/);
    expect(model.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(before);

    const theirs = tf.callbacks.earlyStopping({ monitor: "val_accuracy", patience: 0 });
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    try {
      const { epoch } = await model.fit(xs, ys, { ...options, epochs: 12, callbacks: theirs });
      expect(epoch).toHaveLength(12);
      expect(warn).toHaveBeenCalledWith(expect.stringContaining("val_accuracy"));
    } finally {
      warn.mockRestore();
    }
    const { epoch } = await model.fit(xs, ys, {
      ...options,
      epochs: 12,
      callbacks: earlyStopping(tf, { monitor: "val_accuracy", mode: "max", patience: 1, divergeAt: -1 }),
    });
    expect(epoch.length).toBeLessThan(12);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("among what an earlier callback puts into the logs, or tells at the first epoch's end", async () => {
    const { xs, ys } = smallData();
    const model = smallModel();
    const stop = earlyStopping(tf, { monitor: "others.f1", mode: "max", patience: 2 });
    const measure = new tf.CustomCallback(
      {
        onEpochEnd: async (epoch, logs) => void Object.assign(logs!, { f1: [0.1, 0.3, 0.2, 0.2][epoch] }),
      },
      "never",
    ) as unknown as tf.Callback;
    const { epoch } = await model.fit(xs, ys, { epochs: 9, callbacks: [measure, stop] });
    expect(epoch).toEqual([0, 1, 2, 3]);
    expect(stop.best).toBe(0.3);
    const missing = model.fit(xs, ys, { epochs: 9, callbacks: [stop] });
    await expect(missing).rejects.toThrow(/monitor must be one of "loss", "acc", got "others.f1"/);
    tf.dispose([xs, ys]);
    model.dispose();
  });
});

describe("earlyStopping refuses", () => {
  test.each([
    [{ monitor: "val_loss", mode: "min", patience: 3, restoreBestWeights: true }, /Name it restoreBest/],
    [{ monitor: "val_loss", mode: "min", pateince: 3 }, /pateince is not an option/],
    [{ monitor: "val_loss", patience: 3 }, /mode must be one of "min", "max"/],
    [{ monitor: 5, mode: "min", patience: 3 }, /monitor must be one of/],
    [{ monitor: "val_loss", mode: "min", patience: 3, checkEvery: { steps: 5 } }, /checkEvery must count epochs/],
    [undefined, /options object/],
  ])("%j", (options, said) => {
    expect(() => earlyStopping(tf, options as never)).toThrow(said);
  });

  test("options of the callback that are none", () => {
    const rule = { monitor: "val_loss", mode: "min", patience: 3 } as const;
    expect(() => earlyStopping(tf, rule, { keep: "disk" as never })).toThrow(/keep must be one of "device", "host"/);
    expect(() => earlyStopping(tf, rule, { patience: 3 } as never)).toThrow(/second argument/);
    expect(() => earlyStopping(tf, rule, { epochs: 0.5 })).toThrow(/epochs must be an integer/);
  });

  test("a namespace without layers", () => {
    const { Callback: _Callback, ...core } = tf;
    expect(() => earlyStopping(core as never, { monitor: "val_loss", mode: "min", patience: 3 })).toThrow(
      /lacks Callback/,
    );
  });
});
