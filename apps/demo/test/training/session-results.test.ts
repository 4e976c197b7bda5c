import "fake-indexeddb/auto";
import { dropoutMask, keepBits } from "@lockstep/core";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { loadExperimentData } from "../../src/data/load-experiment-data.ts";
import { preparedBench } from "./session-bench.ts";

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));

describe("what a training session shows of its model", () => {
  test("measures the test rows, and lists its surest mistakes first", async () => {
    const bench = await preparedBench("run");
    await bench.session.train(bench.listener(), 3);
    const result = await bench.session.test(4);
    const { test: rows } = await loadExperimentData(bench.task.settings, null);
    const { data } = await bench.engines[0]!.predict(rows.inputs);
    // The surer of two classes, by the logistic function of the difference.
    const wrong = Array.from({ length: rows.rowCount }, (_, row) => {
      const margin = data[2 * row + 1]! - data[2 * row]!;
      return { row, predicted: margin > 0 ? 1 : 0, confidence: 1 / (1 + Math.exp(-Math.abs(margin))) };
    }).filter(({ row, predicted }) => predicted !== rows.targets.data[row]);
    expect(result).toMatchObject({ rowCount: 1000, errors: wrong.length });
    const surest = wrong.toSorted((a, b) => b.confidence - a.confidence).slice(0, 4);
    expect(result.mistakes.map(({ row }) => row)).toEqual(surest.map(({ row }) => row));
    result.mistakes.forEach(({ row, label, predicted, confidence, inputs }, place) => {
      expect(confidence).toBeCloseTo(surest[place]!.confidence, 12);
      expect([label, 1 - predicted]).toEqual([rows.targets.data[row], label]);
      expect(inputs).toEqual(rows.inputs.data.slice(2 * row, 2 * row + 2));
    });
  });

  test("shows the mask that the backend applies", async () => {
    const bench = await preparedBench("run");
    const mask = await bench.session.appliedMask(1, 7, 5);
    const bits = keepBits(dropoutMask({ seed: 42, site: 1, step: 7, rate: 0.25, shape: [5, 6] }));
    expect(mask).toEqual({ rows: 5, units: 6, kept: Uint8Array.from(bits, Number) });
    await expect(bench.session.appliedMask(2, 0, 5)).rejects.toMatchObject({ code: "INVALID_OPTION" });
  });

  test("draws the plane of two features: the surface of a point's probability of class 1", async () => {
    const bench = await preparedBench("run", { epochs: 1 });
    await bench.session.train(bench.listener(), null);
    const { boundary } = bench.events.find((event) => event.type === "epoch")!;
    const { columns, rows, extent, values } = boundary!;
    expect(values).toHaveLength(columns * rows);
    const corner = await bench.engines[0]!.predict({ shape: [1, 2], data: Float32Array.of(extent[1], extent[2]) });
    const [zero, one] = [Math.exp(corner.data[0]!), Math.exp(corner.data[1]!)];
    // The lower right is the last of the first row.
    expect(values[columns - 1]).toBeCloseTo(one / (zero + one), 6);
  });
});
