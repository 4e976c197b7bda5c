import "fake-indexeddb/auto";
import type { Checkpoint } from "@lockstep/core";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openRunStore } from "../../src/storage/open-run-store.ts";
import { preparedBench, SessionBench } from "./session-bench.ts";

/** A checkpoint but for its time, which no two runs share. */
function timeless(checkpoint: Checkpoint | null): unknown {
  const { elapsedSeconds: _elapsedSeconds, history, ...rest } = checkpoint!;
  return { ...rest, history: history.map((record) => ({ ...record, elapsedSeconds: 0 })) };
}

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));

describe("a training session", () => {
  test("holds its lock before anything else, and tells what it has loaded", async () => {
    const bench = new SessionBench("run");
    expect(await bench.session.prepare(bench.task)).toEqual({
      version: "fake 1",
      parameterCount: 2 * 8 + 8 + 8 * 6 + 6 + 6 * 2 + 2,
      batchesPerEpoch: 5,
      stored: null,
    });
    expect(bench.log).toEqual(["lock run", "load"]);
    bench.session.dispose();
    expect(bench.log).toContain("dispose");
  });

  test("stores every epoch, tells it, then waits for the others: the last one too", async () => {
    const bench = await preparedBench("run");
    bench.log.length = 0;
    const outcome = await bench.session.train(bench.listener(), null);
    expect(outcome).toMatchObject({ stopReason: "epochs", step: 30, bestEpoch: null });
    expect(bench.log).toEqual(
      [0, 1, 2, 3, 4, 5].flatMap((epoch) => [`event ${epoch}`, `done ${epoch}, stored ${epoch + 1}`]),
    );
    const records = bench.events.flatMap((event) => (event.type === "epoch" ? [event.record] : []));
    expect(records).toEqual(outcome.history);
  });

  test("an early stop tells its last epoch, and the engine then holds the best epoch's weights", async () => {
    const bench = await preparedBench("run", { patience: 1, epochs: 200, learningRate: 1, rate: 0 });
    const outcome = await bench.session.train(bench.listener(), null);
    expect(outcome.stopReason).toBe("patience");
    const last = bench.events.findLast((event) => event.type === "epoch");
    expect(last).toMatchObject({ record: outcome.history.at(-1), earlyStopping: { reason: "patience" } });
    expect((await bench.stored())!.best!.parameters).toEqual((await bench.state()).parameters);
    expect(outcome.bestEpoch).toBe(outcome.earlyStopping!.bestEpoch);
  });

  test("each step's loss is told once, and weighted by rows they are the epoch's", async () => {
    const bench = await preparedBench("run", { epochs: 2 });
    const { history } = await bench.session.train(bench.listener(), null);
    const losses = bench.losses();
    expect(losses).toHaveLength(10);
    const sizes = [16, 16, 16, 16, 8];
    for (const epoch of [0, 1]) {
      const mean = sizes.reduce((sum, size, batch) => sum + size * losses[epoch * 5 + batch]!, 0) / 72;
      expect(mean).toBeCloseTo(history[epoch]!.trainingLoss, 12);
    }
    const counted = bench.events.reduce((sum, event) => sum + (event.type === "steps" ? event.losses.length : 0), 0);
    expect(counted).toBe(10);
  });

  test("paused, stepped and in a new worker, a run ends with the bits of one that was left alone", async () => {
    const whole = await preparedBench("whole", { patience: 3 });
    const expected = await whole.session.train(whole.listener(), null);

    let bench: SessionBench = await preparedBench("parts", { patience: 3 });
    bench.barrier = async (epoch) => {
      if (epoch === 1) bench.session.pause();
    };
    const { step } = await bench.session.train(bench.listener(), null);
    expect(step).toBe(10);
    expect((await bench.session.train(bench.listener(), 1)).step).toBe(11);
    expect((await bench.session.train(bench.listener(), 2)).step).toBe(13);
    const heard = bench.losses();
    // As after a reload: nothing is left but what is stored.
    bench = new SessionBench("parts", { patience: 3 });
    const { stored } = await bench.session.prepare(bench.task);
    expect(stored).toMatchObject({ step: 13 });
    expect(stored!.history).toHaveLength(2);
    const outcome = await bench.session.train(bench.listener(), null);

    expect(outcome.step).toBe(expected.step);
    expect(await bench.state()).toEqual(await whole.state());
    const [parts, all] = [timeless(await bench.stored()), timeless(await whole.stored())];
    expect(parts).toEqual(all);
    expect([...heard.slice(0, 13), ...bench.losses().slice(13)]).toEqual(whole.losses());
  });

  test.each([1, 4, 5, 6])("takes exactly %i steps", async (steps) => {
    const bench = await preparedBench("run");
    const outcome = await bench.session.train(bench.listener(), steps);
    expect(outcome).toMatchObject({ stopReason: "aborted", step: steps });
    expect(bench.losses()).toHaveLength(steps);
    expect(outcome.history).toHaveLength(Math.floor(steps / 5));
    expect((await bench.stored())!.step).toBe(steps);
  });

  test("a pause does not wait for other backends", async () => {
    const bench = await preparedBench("run");
    bench.barrier = () => {
      bench.session.pause();
      return new Promise(() => {});
    };
    expect(await bench.session.train(bench.listener(), null)).toMatchObject({ stopReason: "aborted", step: 5 });
  });

  test("a run that is done stays done", async () => {
    const bench = await preparedBench("run");
    const done = await bench.session.train(bench.listener(), null);
    const next = new SessionBench("run");
    await next.session.prepare(next.task);
    expect(await next.session.train(next.listener(), null)).toEqual(done);
    expect(next.log).not.toContain("event 6");
    expect(await next.state()).toEqual(await bench.state());
  });

  test("a failure is the caller's, and the same session goes on from the last checkpoint", async () => {
    const whole = await preparedBench("whole");
    await whole.session.train(whole.listener(), null);
    for (const failing of [0, 2]) {
      const bench = await preparedBench(`failing ${failing}`);
      bench.barrier = (epoch) => (epoch === failing ? Promise.reject(new Error("gone")) : Promise.resolve());
      await expect(bench.session.train(bench.listener(), null)).rejects.toThrow("gone");
      bench.barrier = () => Promise.resolve();
      await bench.session.train(bench.listener(), null);
      expect(await bench.state()).toEqual(await whole.state());
    }
  });

  test("a failure before the first checkpoint leaves no trace in the weights", async () => {
    const whole = await preparedBench("whole");
    await whole.session.train(whole.listener(), null);
    const bench = await preparedBench("run");
    const engine = bench.engines[0]!;
    const train = engine.trainBatch.bind(engine);
    let calls = 0;
    engine.trainBatch = (...step) => {
      if (++calls === 3) throw new Error("broken");
      return train(...step);
    };
    await expect(bench.session.train(bench.listener(), null)).rejects.toThrow("broken");
    await bench.session.train(bench.listener(), null);
    expect(await bench.state()).toEqual(await whole.state());
  });

  test.each([
    ["does not open", () => Promise.reject(new Error("no storage"))],
    [
      "fails later",
      async () => ({
        ...(await openRunStore()),
        putCheckpoint: () => Promise.reject(new Error("no storage")),
      }),
    ],
  ])("storage that %s is a warning, once, and training goes on", async (_how, openStore) => {
    const bench = await preparedBench("run", {}, { openStore });
    expect(await bench.session.train(bench.listener(), null)).toMatchObject({ stopReason: "epochs", step: 30 });
    const warnings = bench.events.filter((event) => event.type === "warning");
    expect(warnings).toEqual([{ type: "warning", message: expect.stringContaining("no storage") }]);
    await expect(bench.stored()).resolves.toBeNull();
  });

  test("refuses what comes too early or meanwhile", async () => {
    const bench = new SessionBench("run");
    await expect(bench.session.train(bench.listener(), null)).rejects.toThrow("must come after prepare");
    await bench.session.prepare(bench.task);
    bench.barrier = async () => {
      await expect(bench.session.test(1)).rejects.toThrow("must wait until train has ended");
    };
    await bench.session.train(bench.listener(), 5);
  });
});
