import { describe, expect, it } from "vitest";
import { streamDataset, type StreamDataset } from "./stream-dataset.ts";
import type { StreamRow } from "./stream-row.ts";

describe("a stream's row", () => {
  const of = (...rows: readonly unknown[]): StreamDataset =>
    streamDataset({ name: "rows", inputShape: [2], open: () => rows as StreamRow[] });
  const good = { input: [1, 2], target: 0 };

  it.each([
    ["gives nothing", of(), /the stream must give at least one row/],
    [
      "gives a row of another shape",
      of(good, { input: [1], target: 0 }),
      /row 1 of the stream: input must have 2 numbers, as shape \[2\] has, got 1/,
    ],
    [
      "gives text for numbers",
      of({ input: ["1", 2], target: 0 }),
      /row 0 of the stream: input\[0\] must be a number that f32 can hold, got "1"/,
    ],
    [
      "gives a class that is none",
      of(good, { input: [1, 2], target: 0.5 }),
      /row 1 of the stream: target must be the index of a class.*targetShape/,
    ],
    ["gives several classes", of({ input: [1, 2], target: [0, 1] }), /target must be the index/],
    [
      "gives a negative weight",
      of({ ...good, weight: -1 }),
      /row 0 of the stream: weight must be a number of at least 0/,
    ],
    ["gives a weight beyond f32", of({ ...good, weight: 1e39 }), /weight must be .*f32 can hold, got 1e\+39/],
    [
      "gives a number beyond f32",
      of({ input: [1, -1e39], target: 0 }),
      /input\[1\] must be .*f32 can hold, got -1e\+39/,
    ],
    ["gives a class beyond int32", of({ input: [1, 2], target: 2 ** 31 }), /target must be the index of a class/],
    ["gives something else", of(good, null), /row 1 of the stream must have input and target, got null/],
    ["names the parts otherwise", of({ inputs: [1, 2], label: 0 }), /row 0 of the stream must have input and target/],
  ])("is refused when it %s", async (_name, stream, message) => {
    await expect(stream.openEpoch({ epoch: 0, batchSize: 8 }).next()).rejects.toThrow(message);
  });
});
