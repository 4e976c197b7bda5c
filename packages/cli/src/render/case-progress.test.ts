import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { recordedOutput } from "../../test/recorded-output.ts";
import { caseProgress } from "./case-progress.ts";

const CASES = ["a", "a", "the suite of the longest name that any suite will ever have"].map((suite, index) => ({
  suite,
  name: String(index),
  clauses: [],
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function runAll(output: ReturnType<typeof recordedOutput>): void {
  using progress = caseProgress(output, CASES);
  for (const [index, info] of CASES.entries()) {
    progress.start(info);
    vi.advanceTimersByTime(500);
    progress.finish({ ...info, status: index === 0 ? "failed" : "passed" });
  }
}

it("prints a plain line for every suite that ended, away from a terminal", () => {
  const output = recordedOutput();
  runAll(output);
  expect(output.written).toEqual([
    "  [1/2] a: 1 passed, 1 failed, 1.0 s\n",
    `  [2/2] ${CASES[2]!.suite}: 1 passed, 0.5 s\n`,
  ]);
});

it("draws one line over and over on a terminal, which never wraps, and gives the cursor back", () => {
  const output = recordedOutput({ isTerminal: true, columns: 60 });
  runAll(output);
  const frames = output.written.map((text) => stripVTControlCharacters(text));
  for (const line of frames.join("").split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  expect(frames.join("")).toMatch(/━━━━━─+ {2}1 of 3, 1 failed, 0\.6 s: a\n/);
  expect(frames.at(-2)).toBe("  3 of 3 cases in 1.5 s\n");
  expect(output.written.at(-1)).toBe("\u001B[?25h");
});
