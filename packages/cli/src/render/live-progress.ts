import type { Output } from "../terminal/output.ts";
import { formatDuration, formatLoss } from "./number-format.ts";
import type { Progress } from "./progress.ts";
import type { EpochProgress } from "../training-process/training-task.ts";

/** Leaves room on 80 columns for the longest name of a run and what it is at. */
const BAR_WIDTH = 14;
/** More would not fit a small window, and what has scrolled away cannot be drawn over. */
const MOST_RUN_LINES = 8;
const REDRAW_MILLISECONDS = 200;
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
const CLEAR_BELOW = "\u001B[0J";

/** A bar for all runs and one for each that is under way, drawn over in place; at the end, one line remains. */
export function liveProgress(output: Output, runCount: number): Progress {
  const startedAt = performance.now();
  const underWay = new Map<string, EpochProgress | null>();
  let finished = 0;
  let drawnLines = 0;
  let disposed = false;

  function draw(lines: readonly string[]): void {
    const home = drawnLines === 0 ? "" : `\u001B[${drawnLines}A`;
    output.write(`${home}${CLEAR_BELOW}${lines.map((line) => `${line}\n`).join("")}`);
    drawnLines = lines.length;
  }

  function redraw(): void {
    const partly = [...underWay.values()].reduce((sum, progress) => sum + shareOf(progress), 0);
    const elapsed = formatDuration(performance.now() - startedAt);
    const total = barLine(output, (finished + partly) / runCount, `${finished} of ${runCount} runs, ${elapsed}`);
    const runs = [...underWay].slice(0, MOST_RUN_LINES);
    draw([total, ...runs.map(([run, progress]) => barLine(output, shareOf(progress), `${run}: ${stateOf(progress)}`))]);
  }

  output.write(HIDE_CURSOR);
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
      draw([`  ${finished} of ${runCount} runs in ${formatDuration(performance.now() - startedAt)}`]);
      output.write(SHOW_CURSOR);
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

function barLine(output: Output, share: number, text: string): string {
  const full = Math.min(BAR_WIDTH, Math.round(share * BAR_WIDTH));
  const bar = output.style("cyan", "━".repeat(full)) + output.style("dim", "─".repeat(BAR_WIDTH - full));
  // A line that wraps could not be drawn over.
  const room = Math.max(0, output.columns - BAR_WIDTH - 5);
  return `  ${bar}  ${text.slice(0, room)}`;
}
