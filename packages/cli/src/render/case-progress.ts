import type { CaseInfo, CaseResult, StatusCounts } from "@lockstep/conformance";
import type { Output } from "../terminal/output.ts";
import { barLine } from "./bar-line.ts";
import { drawnLines } from "./drawn-lines.ts";
import { lineProgress } from "./line-progress.ts";
import { formatCount, formatDuration } from "./number-format.ts";

/** Tells how far a run of cases is. */
export interface CaseProgress {
  /** A case begins. */
  start(info: CaseInfo): void;
  /** A case ended. */
  finish(result: CaseResult): void;
  /** Leaves the screen as it should stay. May be called again. */
  [Symbol.dispose](): void;
}

const REDRAW_MILLISECONDS = 200;

/** A bar that is drawn over on a terminal; elsewhere a line for every suite that ended. */
export function caseProgress(output: Output, cases: readonly CaseInfo[]): CaseProgress {
  return output.isTerminal ? liveCases(output, cases.length) : suiteLines(output, cases);
}

function liveCases(output: Output, total: number): CaseProgress {
  const startedAt = performance.now();
  const lines = drawnLines(output);
  let suite = "starting";
  let done = 0;
  let failed = 0;
  let disposed = false;

  function redraw(): void {
    const failures = failed === 0 ? "" : `, ${formatCount(failed)} failed`;
    const elapsed = formatDuration(performance.now() - startedAt);
    lines.draw([
      barLine(output, done / total, `${formatCount(done)} of ${formatCount(total)}${failures}, ${elapsed}: ${suite}`),
    ]);
  }

  redraw();
  const timer = setInterval(redraw, REDRAW_MILLISECONDS);
  return {
    start(info) {
      suite = info.suite;
    },
    finish(result) {
      done += 1;
      if (result.status === "failed") failed += 1;
    },
    [Symbol.dispose]() {
      if (disposed) return;
      disposed = true;
      clearInterval(timer);
      const elapsed = formatDuration(performance.now() - startedAt);
      lines.draw([`  ${formatCount(done)} of ${formatCount(total)} cases in ${elapsed}`]);
      lines[Symbol.dispose]();
    },
  };
}

function suiteLines(output: Output, cases: readonly CaseInfo[]): CaseProgress {
  const left = new Map<string, number>();
  for (const { suite } of cases) left.set(suite, (left.get(suite) ?? 0) + 1);
  const counts = new Map<string, Record<keyof StatusCounts, number>>();
  const lines = lineProgress(output, left.size);
  return {
    start({ suite }) {
      if (counts.has(suite)) return;
      counts.set(suite, { passed: 0, failed: 0, unsupported: 0, "known-failure": 0 });
      lines.start(suite);
    },
    finish({ suite, status }) {
      counts.get(suite)![status]++;
      left.set(suite, left.get(suite)! - 1);
      if (left.get(suite) === 0) lines.finish(suite, countsInWords(counts.get(suite)!));
    },
    [Symbol.dispose]: () => lines[Symbol.dispose](),
  };
}

/** `9 passed, 2 unsupported` */
function countsInWords(counts: StatusCounts): string {
  const words = Object.entries(counts).filter(([, count]) => count > 0);
  return words.map(([status, count]) => `${formatCount(count)} ${status.replace("-", " ")}`).join(", ");
}
