import { describe, expect, it } from "vitest";
import { LockstepError } from "../../errors/lockstep-error.ts";
import { torchDataLoader } from "./torch-data-loader.ts";
import { torchDistributedSampler } from "./torch-distributed-sampler.ts";
import { TorchGenerator } from "./torch-generator.ts";
import { torchRandomSampler } from "./torch-random-sampler.ts";
import { torchRandomSplit } from "./torch-random-split.ts";
import { torchSubsetRandomSampler } from "./torch-subset-random-sampler.ts";
import { torchWeightedRandomSampler } from "./torch-weighted-random-sampler.ts";

const generator = new TorchGenerator(42);

describe("the samplers of torch-cpu", () => {
  it("draw when the first row is asked for, not before", () => {
    const own = new TorchGenerator(1);
    const rows = torchRandomSampler({ rowCount: 10, generator: own }).rows();
    expect(own.state).toEqual(new TorchGenerator(1).state);
    rows.next();
    expect(own.state).not.toEqual(new TorchGenerator(1).state);
  });
  it("feed a data loader, whose base seeds come from a generator of its own", () => {
    const weights = [1, 2, 3, 4];
    const alone = torchWeightedRandomSampler({ weights, numSamples: 6, generator: new TorchGenerator(3) });
    const sampler = torchWeightedRandomSampler({ weights, numSamples: 6, generator: new TorchGenerator(3) });
    const loader = torchDataLoader({
      sampler,
      batchSize: 4,
      lastBatch: "drop",
      globalGenerator: new TorchGenerator(0),
    });
    for (let epoch = 0; epoch < 3; epoch++) expect([...loader.batches()]).toEqual([[...alone.rows()].slice(0, 4)]);
    expect(loader.batchesPerEpoch).toBe(1);
  });
  it("share all rows among processes, and differ from epoch to epoch", () => {
    const rowsOf = (epoch: number): number[] =>
      [0, 1, 2].flatMap((rank) => torchDistributedSampler({ rowCount: 11, replicas: 3, rank }).rows(epoch));
    expect(new Set(rowsOf(0)).size).toBe(11);
    expect(rowsOf(0)).toHaveLength(12);
    expect(rowsOf(1)).not.toEqual(rowsOf(0));
  });
  it("take fractions that add up to a little over 1, as Python does since its sums are compensated", () => {
    const lengths = [0.2, 0.2, 0.2, 0.3, 0.1];
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(1);
    const parts = torchRandomSplit({ rowCount: 10, lengths, generator: new TorchGenerator(0) });
    expect(parts.map((part) => part.length)).toEqual([2, 2, 2, 3, 1]);
  });

  const refused: readonly (readonly [string, () => unknown])[] = [
    ["no rows", () => torchRandomSampler({ rowCount: 0, generator })],
    ["no samples", () => torchRandomSampler({ rowCount: 3, numSamples: 0, generator })],
    ["no generator", () => torchRandomSampler({ rowCount: 3 })],
    ["a seed instead of a generator", () => torchRandomSampler({ rowCount: 3, generator: 42 as never })],
    ["PyTorch's spelling", () => torchRandomSampler({ rowCount: 3, num_samples: 2, generator } as never)],
    ["an empty subset", () => torchSubsetRandomSampler({ indices: [], generator })],
    [
      "too few weights",
      () => torchWeightedRandomSampler({ weights: [1], numSamples: 2, replacement: false, generator }),
    ],
    ["a rank that does not exist", () => torchDistributedSampler({ rowCount: 3, replicas: 2, rank: 2 })],
    ["a negative epoch", () => torchDistributedSampler({ rowCount: 3, replicas: 2, rank: 0 }).rows(-1)],
    ["lengths that leave rows over", () => torchRandomSplit({ rowCount: 10, lengths: [7, 2], generator })],
    ["fractions above 1", () => torchRandomSplit({ rowCount: 10, lengths: [0.7, 0.4], generator })],
    ["a negative fraction", () => torchRandomSplit({ rowCount: 10, lengths: [1.5, -0.5], generator })],
    ["halves of rows", () => torchRandomSplit({ rowCount: 10, lengths: [7.5, 2.5], generator })],
    ["no list of indices", () => torchSubsetRandomSampler({ generator } as never)],
    ["no list of lengths", () => torchRandomSplit({ rowCount: 10, generator } as never)],
    ["no weights", () => torchWeightedRandomSampler({ numSamples: 2, generator } as never)],
    ["a sampler that gives no rows", () => torchDataLoader({ sampler: { length: 3 } as never, generator })],
    ["a loader without rows", () => torchDataLoader({ generator })],
    ["a loader without any generator", () => torchDataLoader({ rowCount: 3 })],
    ["batches of no rows", () => torchDataLoader({ rowCount: 3, batchSize: 0, generator })],
    [
      "a sampler and shuffling",
      () => torchDataLoader({ sampler: torchRandomSampler({ rowCount: 3, generator }), shuffle: true, generator }),
    ],
  ];
  it.each(refused)("refuse %s", (_what, call) => {
    expect(call).toThrow(LockstepError);
  });
  it("say how drop_last is called here", () => {
    expect(() => torchDataLoader({ rowCount: 3, drop_last: true, generator } as never)).toThrow(/lastBatch: "drop"/);
    expect(() => torchDistributedSampler({ rowCount: 3, replicas: 1, rank: 0, drop_last: true } as never)).toThrow(
      /dropLast/,
    );
  });
});
