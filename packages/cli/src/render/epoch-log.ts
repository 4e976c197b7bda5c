import type { EpochRecord, Evaluation } from "@lockstep/core";
import type { Output } from "../terminal/output.ts";
import { barLine } from "./bar-line.ts";
import { drawnLines } from "./drawn-lines.ts";
import { formatDuration, formatLoss, formatShare } from "./number-format.ts";

const REDRAW_MILLISECONDS = 200;
/** The first steps take longer than those that follow. */
const SETTLED_MILLISECONDS = 1000;

/** A table that grows by a row with every epoch, on a terminal above a bar. */
export interface EpochLog {
  /** Says on the bar what is under way besides steps. */
  phase(text: string): void;
  /** What was measured before the first step. */
  before(validation: Evaluation): void;
  /** A step was done, of so many in the whole run. */
  step(done: number, total: number, epoch: number): void;
  /** An epoch ended. @param best whether its weights are the best so far */
  epoch(record: EpochRecord, best: boolean): void;
  /** Leaves the screen as it should stay. May be called again. */
  [Symbol.dispose](): void;
}

/** Widths of the columns. */
const EPOCH = 8;
const LOSS = 12;
const ACCURACY = 12;
const TIME = 14;

/**
 * Prints the head of the table and returns what adds to it.
 *
 * @param options.validated whether there are rows to measure after an epoch.
 * @param options.classes whether an accuracy is measured.
 */
export function epochLog(
  output: Output,
  options: { readonly epochs: number; readonly validated: boolean; readonly classes: boolean },
): EpochLog {
  const columns: readonly (readonly [top: string, bottom: string, width: number])[] = [
    ["", "epoch", EPOCH],
    ["training", "loss", LOSS],
    ...(options.validated ? ([["validation", "loss", LOSS]] as const) : []),
    ...(options.validated && options.classes ? ([["validation", "accuracy", ACCURACY]] as const) : []),
    ["", "time", TIME],
  ];
  const line = (cells: readonly string[]): string =>
    columns
      .map(([, , width], index) => (cells[index] ?? "").padStart(width))
      .join("")
      .trimEnd();
  const rule = "─".repeat(columns.reduce((sum, [, , width]) => sum + width, 0) - 2);
  output.write(`\n${line(columns.map(([top]) => top))}\n${line(columns.map(([, bottom]) => bottom))}\n  ${rule}\n`);
  const cells = (evaluation: Partial<Evaluation>): string[] => [
    ...(options.validated ? [formatLoss(evaluation.loss ?? NaN)] : []),
    ...(options.validated && options.classes ? [formatShare(evaluation.accuracy ?? NaN)] : []),
  ];
  const live = output.isTerminal ? liveBar(output, options.epochs) : undefined;
  return {
    phase(text) {
      live?.phase(text);
    },
    before(validation) {
      live?.clear();
      output.write(`${line(["before", "", ...cells(validation)])}\n`);
    },
    step(done, total, epoch) {
      live?.update(done / total, epoch);
    },
    epoch({ epoch, trainingLoss, validationLoss, validationAccuracy, elapsedSeconds }, best) {
      live?.clear();
      const measured = cells({
        ...(validationLoss === undefined ? {} : { loss: validationLoss }),
        ...(validationAccuracy === undefined ? {} : { accuracy: validationAccuracy }),
      });
      const time = formatDuration(1000 * elapsedSeconds);
      const mark = best ? `  ${output.style("green", "best")}` : "";
      output.write(`${line([String(epoch + 1), formatLoss(trainingLoss), ...measured, time])}${mark}\n`);
    },
    [Symbol.dispose]() {
      live?.end();
    },
  };
}

interface LiveBar {
  update(share: number, epoch: number): void;
  phase(text: string): void;
  /** Takes the bar away, so that a line can be written in its place; it comes back with the next step. */
  clear(): void;
  end(): void;
}

function liveBar(output: Output, epochs: number): LiveBar {
  const lines = drawnLines(output);
  let startedAt = performance.now();
  let started = false;
  let share = 0;
  let ended = false;
  let drawnAt = -Infinity;
  const draw = (text: string): void => {
    drawnAt = performance.now();
    lines.draw([barLine(output, share, text)]);
  };
  return {
    update(newShare, epoch) {
      if (!started) startedAt = performance.now();
      started = true;
      share = newShare;
      // Steps leave a timer no turn where they keep the processor.
      if (performance.now() - drawnAt < REDRAW_MILLISECONDS) return;
      const elapsed = performance.now() - startedAt;
      const left =
        elapsed < SETTLED_MILLISECONDS ? "" : `, at most ${formatDuration((elapsed / share) * (1 - share))} to go`;
      draw(`epoch ${epoch + 1} of ${epochs}, ${formatDuration(elapsed)}${left}`);
    },
    phase: draw,
    clear() {
      lines.draw([]);
    },
    end() {
      if (ended) return;
      ended = true;
      lines.draw([]);
      lines[Symbol.dispose]();
    },
  };
}
