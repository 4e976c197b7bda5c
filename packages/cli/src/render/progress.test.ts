import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recordedOutput } from "../../test/recorded-output.ts";
import { startProgress } from "./start-progress.ts";

const EPOCH = { epoch: 5, epochs: 10, validationLoss: 0.25 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("away from a terminal", () => {
  it("prints one plain line for every finished run", () => {
    const output = recordedOutput();
    {
      using progress = startProgress(output, 2);
      progress.start("a");
      progress.start("b");
      progress.advance("a", EPOCH);
      vi.advanceTimersByTime(1500);
      progress.finish("b", "10 epochs");
    }
    expect(output.written).toEqual(["  [1/2] b: 10 epochs, 1.5 s\n"]);
  });
});

describe("on a terminal", () => {
  it("draws over its own lines, none of which wraps, and gives the cursor back", () => {
    const output = recordedOutput({ isTerminal: true, columns: 40 });
    {
      using progress = startProgress(output, 2);
      progress.start("clean labels, early stopping, seed 1");
      progress.advance("clean labels, early stopping, seed 1", EPOCH);
      vi.advanceTimersByTime(250);
      vi.advanceTimersByTime(250);
      progress.finish("clean labels, early stopping, seed 1", "");
    }
    const frames = output.written.map((text) => stripVTControlCharacters(text));
    for (const line of frames.join("").split("\n")) expect(line.length).toBeLessThanOrEqual(40);
    // Half of the first of two runs: a quarter of the bar of 14, rounded.
    expect(frames[2]).toContain(`  ${"━".repeat(4)}${"─".repeat(10)}  0 of 2 runs`);
    // The second frame has two lines, which the third goes back over.
    expect(output.written[3]).toContain("\u001B[2A");
    expect(output.written.at(-1)).toBe("\u001B[?25h");
    expect(frames.at(-2)).toBe("  1 of 2 runs in 0.5 s\n");
  });

  it("never draws more lines than fit a small window", () => {
    const output = recordedOutput({ isTerminal: true });
    using progress = startProgress(output, 64);
    for (let run = 0; run < 64; run++) progress.start(`run ${run}`);
    vi.advanceTimersByTime(250);
    expect(output.written.at(-1)!.split("\n").length).toBeLessThan(12);
  });
});
