import { expect, it } from "vitest";
import { summariseWorkload, type ContestantRecord } from "./summarise-workload.ts";

const SIZE = { batchSize: 1, width: 1, elements: 1, rows: 1 };

function measured(name: string, ours: boolean, times: readonly number[]): ContestantRecord {
  return {
    contestant: { name, title: name, ours, prepare: () => Promise.reject(new Error("not here")) },
    slices: times.map((milliseconds, round) => ({
      runs: 3,
      milliseconds,
      processorMilliseconds: 2 * milliseconds,
      // A tenth of a processor, but for the time before the first turn.
      idle: { milliseconds: 100, processorMilliseconds: round === 0 ? 90 : 10 },
    })),
    memory: { peakResident: 5, resident: 4, live: 3 },
  };
}

function failed(name: string, ours: boolean): ContestantRecord {
  const { contestant } = measured(name, ours, []);
  return { contestant, absence: { status: "failed", reason: "it broke", remedy: null, details: "" } };
}

it("makes quartiles of times and of the ratios of each round", () => {
  const { contestants, baseline, rounds, timeUp } = summariseWorkload(
    "training-step",
    SIZE,
    [measured("ours", true, [5, 10, 8]), measured("peer", false, [10, 30, 8])],
    true,
  );
  expect([baseline, rounds, timeUp]).toEqual(["peer", 3, true]);
  expect(contestants[0]).toEqual({
    name: "ours",
    title: "ours",
    ours: true,
    threads: 1,
    status: "measured",
    rounds: [5, 10, 8],
    time: { lower: 6.5, median: 8, upper: 9 },
    speed: { lower: 1.5, median: 2, upper: 2.5 },
    share: null,
    processorTime: 16,
    idleShare: 0.1,
    peakResident: 5,
    live: 3,
  });
});

it("tells a time as a share of another's, by the ratios of each round", () => {
  const whole = measured("whole", true, [100, 200, 100, 100, 100]);
  const part = measured("part", true, [2, 2, 5]);
  const beside = (name: string): ContestantRecord => ({ ...part, contestant: { ...part.contestant, beside: name } });
  const shareIn = (...records: readonly ContestantRecord[]): unknown => {
    const [first] = summariseWorkload("bookkeeping", SIZE, records, false).contestants;
    return first?.status === "measured" ? first.share : undefined;
  };
  expect(shareIn(beside("whole"), whole)).toEqual({
    of: "whole",
    quartiles: { lower: 0.015, median: 0.02, upper: expect.closeTo(0.035, 12) },
  });
  expect(shareIn(beside("whole"), failed("whole", true))).toBe(null);
  expect(shareIn(beside("nobody"), whole)).toBe(null);
});

it("takes for the baseline the first peer that ran, and never one of ours", () => {
  const [ours, peer] = [measured("ours", true, [1]), measured("peer", false, [1])];
  const baselineOf = (...records: readonly ContestantRecord[]): string | null =>
    summariseWorkload("masks", SIZE, records, false).baseline;
  expect(baselineOf(ours, failed("broken", false), peer)).toBe("peer");
  expect(baselineOf(ours, measured("also ours", true, [1]))).toBe(null);
  expect(baselineOf(failed("broken", true), ours)).toBe(null);
  expect(baselineOf(ours, failed("broken", false))).toBe(null);
});
