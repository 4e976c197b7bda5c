import type { Output } from "../terminal/output.ts";
import { barLine } from "./bar-line.ts";
import { drawnLines } from "./drawn-lines.ts";
import { formatDuration, formatLoss } from "./number-format.ts";
import type { Progress } from "./progress.ts";
import { timeLeft } from "./time-left.ts";
import type { EpochProgress } from "../training-process/training-task.ts";

/** More would not fit a small window, and what has scrolled away cannot be drawn over. */
const MOST_RUN_LINES = 8;
const REDRAW_MILLISECONDS = 200;

/** A bar for all runs and one for each that is under way, drawn over in place; at the end, one line remains. */
export function liveProgress(output: Output, runCount: number): Progress {
  const startedAt = performance.now();
  const underWay = new Map<string, EpochProgress | null>();
  const lines = drawnLines(output);
  let finished = 0;
  let disposed = false;

  function redraw(): void {
    const partly = [...underWay.values()].reduce((sum, progress) => sum + shareOf(progress), 0);
    const elapsed = performance.now() - startedAt;
    const share = (finished + partly) / runCount;
    const state = `${finished} of ${runCount} runs, ${formatDuration(elapsed)}${timeLeft(share, elapsed)}`;
    const total = barLine(output, share, state);
    const runs = [...underWay].slice(0, MOST_RUN_LINES);
    lines.draw([
      total,
      ...runs.map(([run, progress]) => barLine(output, shareOf(progress), `${run}: ${stateOf(progress)}`)),
    ]);
  }

  redraw();
  const timer = setInterval(redraw, REDRAW_MILLISECONDS);
  return {
    start(run) {
      underWay.set(run, null);
    },
    advance(run, progress) {
      underWay.set(run, progress);
    },
    finish(run) {
      underWay.delete(run);
      finished += 1;
    },
    [Symbol.dispose]() {
      if (disposed) return;
      disposed = true;
      clearInterval(timer);
      lines.draw([`  ${finished} of ${runCount} runs in ${formatDuration(performance.now() - startedAt)}`]);
      lines[Symbol.dispose]();
    },
  };
}

function shareOf(progress: EpochProgress | null): number {
  return progress === null ? 0 : progress.epoch / progress.epochs;
}

function stateOf(progress: EpochProgress | null): string {
  if (progress === null) return "starting";
  return `epoch ${progress.epoch}/${progress.epochs}, loss ${formatLoss(progress.validationLoss)}`;
}
