import type { WorkloadResult } from "../../bench/report/bench-report.ts";
import { formatFigure, formatShare } from "../number-format.ts";

/** More than that of a processor, and what waits disturbs what runs. */
const MOST_IDLE_SHARE = 0.1;

/** Threads that wait for each other now and then are busy most of the time. */
const LEAST_OF_THREADS = 0.75;

/** What speeds are relative to, and what figures are medians of, for the foot of a table. */
export function tableNote({ baseline, contestants, rounds }: WorkloadResult): string {
  const base = contestants.find(({ name }) => name === baseline);
  const speed =
    base === undefined ? "Without a peer that ran there are no speeds." : `Speed: times as fast as ${base.title}.`;
  return `${speed} Medians of ${rounds === 1 ? "1 round" : `${rounds} rounds`}.`;
}

/** A sentence for each contestant whose time is told as a share of another's. */
export function shareNotes({ contestants }: WorkloadResult): readonly string[] {
  return contestants.flatMap((contestant) => {
    if (contestant.status !== "measured" || contestant.share === null) return [];
    const { of, quartiles } = contestant.share;
    const other = contestants.find(({ name }) => name === of)!;
    const [lower, median, upper] = [quartiles.lower, quartiles.median, quartiles.upper].map((share) =>
      formatShare(share, share < 0.995 ? 1 : 0),
    );
    return [`Time of "${contestant.title}" as a share of "${other.title}": ${median} (${lower} to ${upper}).`];
  });
}

/** A sentence for each contestant that had fewer rounds than others, since it is slow. */
export function slowNotes({ contestants, rounds }: WorkloadResult): readonly string[] {
  return contestants.flatMap((contestant) =>
    contestant.status === "measured" && contestant.rounds.length < rounds
      ? [`${contestant.title} is slow, and had ${contestant.rounds.length} rounds.`]
      : [],
  );
}

/** A sentence for each contestant that did not get the processors for its threads: its time is that of fewer. */
export function threadWarnings({ contestants }: WorkloadResult): readonly string[] {
  return contestants.flatMap((contestant) => {
    if (contestant.status !== "measured" || contestant.threads === 1) return [];
    const processors = contestant.processorTime / contestant.time.median;
    if (processors > LEAST_OF_THREADS * contestant.threads) return [];
    return [
      `${contestant.title} had ${formatFigure(processors)} processors for its ${contestant.threads} threads: ` +
        "the work is too small to share, or other programs took the rest.",
    ];
  });
}

/** A sentence for each contestant that kept a processor busy while it should have waited. */
export function idleWarnings({ contestants }: WorkloadResult): readonly string[] {
  return contestants.flatMap((contestant) =>
    contestant.status === "measured" && contestant.idleShare > MOST_IDLE_SHARE
      ? [
          `${contestant.title} took ${formatShare(contestant.idleShare, 0)} of a processor while others had their turn, ` +
            "which may have slowed them.",
        ]
      : [],
  );
}
