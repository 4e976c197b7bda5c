import type { Output } from "../terminal/output.ts";
import { formatDuration } from "./number-format.ts";
import type { Progress } from "./progress.ts";

/** One line for every finished run: what a log keeps. */
export function lineProgress(output: Output, runCount: number): Progress {
  const startedAt = new Map<string, number>();
  const width = String(runCount).length;
  let finished = 0;
  return {
    start(run) {
      startedAt.set(run, performance.now());
    },
    advance() {},
    finish(run, result) {
      finished += 1;
      const time = formatDuration(performance.now() - startedAt.get(run)!);
      output.write(`  [${String(finished).padStart(width)}/${runCount}] ${run}: ${result}, ${time}\n`);
    },
    [Symbol.dispose]() {},
  };
}
