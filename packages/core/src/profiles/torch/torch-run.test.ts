import { describe, expect, it } from "vitest";
import { UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import type { RandomnessRun } from "../../randomness/run-randomness.ts";
import { alphaDropoutLaw, dropoutLaw } from "./noise-law.ts";
import { TorchGenerator } from "./torch-generator.ts";
import { torchRandomness } from "./torch-randomness.ts";

function runOf(...kinds: readonly string[]): RandomnessRun {
  const sites = kinds.map((kind) => ({ kind: kind as "dropout", rate: 0.5, shape: (rows: number) => [rows, 3] }));
  return { rowCount: 5, batchSize: 5, microBatchSize: 5, batchesPerEpoch: 1, sites };
}

describe("a run on a TorchGenerator", () => {
  it("is bound without a draw, and is then the generator's own stream", () => {
    const generator = new TorchGenerator(42);
    const randomness = generator.startRun(runOf("dropout"));
    expect(generator.state).toEqual(new TorchGenerator(42).state);
    randomness.beginEpoch(0);
    randomness.masks({ step: 0, batch: 0, firstRow: 0, rows: 5 });
    const script = new TorchGenerator(42);
    // The base seed, the seed of the order, and 15 elements of two words.
    script.random64();
    script.random64();
    script.bernoulli(0.5, 15);
    expect(generator.state).toEqual(script.state);
  });
  it("draws the masks of micro-batches one after the other, as accumulation in a script does", () => {
    const whole = new TorchGenerator(1).startRun(runOf("dropout"));
    const cut = new TorchGenerator(1).startRun(runOf("dropout"));
    const [all] = whole.masks({ step: 0, batch: 0, firstRow: 0, rows: 5 });
    const [first] = cut.masks({ step: 0, batch: 0, firstRow: 0, rows: 2 });
    const [second] = cut.masks({ step: 0, batch: 0, firstRow: 2, rows: 3 });
    const keep = (mask: unknown): number[] => [...(mask as { keep: Uint8Array }).keep];
    expect([...keep(first), ...keep(second)]).toEqual(keep(all));
  });
  it("scales by one division in f32, and gives alpha dropout its shift and its fill", () => {
    const [dropout, alpha] = new TorchGenerator(0)
      .startRun(runOf("dropout", "alpha-dropout"))
      .masks({ step: 0, batch: 0, firstRow: 0, rows: 1 });
    expect(dropout).toMatchObject({ source: "explicit", shape: [1, 3], ...dropoutLaw(0.5) });
    expect(alpha).toMatchObject({ source: "explicit", shape: [1, 3], ...alphaDropoutLaw(0.5) });
    expect(Object.keys(dropout!)).not.toContain("offset");
  });
  it("divides noise by f32(1 - p), which is not f32(1 / (1 - p)) everywhere", () => {
    // Source: PyTorch's F.dropout and its fused native_dropout differ at as many of these rates.
    const rates = Array.from({ length: 999 }, (_, index) => (index + 1) / 1000);
    expect(rates.filter((rate) => dropoutLaw(rate).scale !== Math.fround(1 / (1 - rate)))).toHaveLength(226);
  });
  it.each(["gaussian-dropout", "gaussian-noise", "drop-connect", "toString"])("refuses sites of kind %s", (kind) => {
    expect(() => new TorchGenerator(0).startRun(runOf("dropout", kind))).toThrow(UnsupportedOptionError);
    expect(() => new TorchGenerator(0).startRun(runOf("dropout", kind))).toThrow(/random site 1/);
  });
  it("tells apart runs that draw otherwise", () => {
    const run = runOf("dropout");
    const profiles = [
      new TorchGenerator(42).startRun(run),
      new TorchGenerator(43).startRun(run),
      torchRandomness(new TorchGenerator(42), { shuffle: false }).startRun(run),
      torchRandomness(new TorchGenerator(42), { validationLoader: true }).startRun(run),
      torchRandomness(new TorchGenerator(42), { loader: new TorchGenerator(42) }).startRun(run),
      torchRandomness(new TorchGenerator(42), { loader: new TorchGenerator(7) }).startRun(run),
    ].map(({ profile }) => profile);
    expect(new Set(profiles).size).toBe(profiles.length);
    expect(torchRandomness(new TorchGenerator(42)).startRun(run).profile).toBe(profiles[0]);
  });
  it("refuses rows of another epoch than the one under way", () => {
    const randomness = new TorchGenerator(42).startRun(runOf());
    expect(() => randomness.rows(0, 0)).toThrow(/one under way \(none\)/);
    randomness.beginEpoch(0);
    expect(() => randomness.rows(1, 0)).toThrow(/one under way \(0\)/);
  });
  it("draws nothing for rows, whenever they are read", () => {
    const generator = new TorchGenerator(3);
    const randomness = torchRandomness(generator, { loader: generator }).startRun({
      ...runOf("dropout"),
      batchSize: 2,
      batchesPerEpoch: 3,
    });
    randomness.beginEpoch(0);
    const begun = generator.state;
    const rows = [0, 1, 2].flatMap((batch) => [...randomness.rows(0, batch)]);
    expect(rows.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    expect(generator.state).toEqual(begun);
  });
  it("refuses what is no generator", () => {
    expect(() => torchRandomness(42 as never)).toThrow(/generator must be a TorchGenerator/);
  });
  it("refuses unknown options at once", () => {
    expect(() => torchRandomness(new TorchGenerator(0), { loader: 42 as never })).toThrow(/loader must be/);
    expect(() => torchRandomness(new TorchGenerator(0), { suffle: true } as never)).toThrow(/Did you mean "shuffle"/);
  });
});
