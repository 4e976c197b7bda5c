import type { Output } from "../../terminal/output.ts";
import { barLine } from "../bar-line.ts";
import { drawnLines } from "../drawn-lines.ts";
import { formatDuration } from "../number-format.ts";

/** Tells how far one part of a benchmark is. */
export interface BenchProgress {
  /** @param share of the part that is over, in [0, 1] */
  advance(state: string, share: number): void;
  /** Ends with a line that says what was done. */
  finish(result: string): void;
  /** Gives the screen back. May be called again. */
  [Symbol.dispose](): void;
}

const REDRAW_MILLISECONDS = 200;

/** A bar that is drawn over on a terminal; elsewhere only the last line. */
export function benchProgress(output: Output): BenchProgress {
  const startedAt = performance.now();
  const elapsed = (): string => formatDuration(performance.now() - startedAt);
  if (!output.isTerminal) {
    return {
      advance() {},
      finish: (result) => output.write(`  ${result} in ${elapsed()}\n`),
      [Symbol.dispose]() {},
    };
  }
  const lines = drawnLines(output);
  let current = { state: "starting", share: 0 };
  let ended = false;
  const redraw = (): void => lines.draw([barLine(output, current.share, `${elapsed()}: ${current.state}`)]);
  redraw();
  const timer = setInterval(redraw, REDRAW_MILLISECONDS);
  const end = (last: readonly string[]): void => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    lines.draw(last);
    lines[Symbol.dispose]();
  };
  return {
    advance(state, share) {
      current = { state, share };
    },
    finish: (result) => end([`  ${result} in ${elapsed()}`]),
    [Symbol.dispose]: () => end([]),
  };
}
