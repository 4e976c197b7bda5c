import type { WorkloadResult } from "../../bench/report/bench-report.ts";
import { formatCount, formatShare } from "../number-format.ts";
import { formatRounds } from "./format-rounds.ts";
import { FEWEST_TO_SPREAD } from "./fewest-to-spread.ts";

/** More than that of a processor, and what waits disturbs what runs. */
const MOST_IDLE_SHARE = 0.1;

/** What speeds are relative to, and what figures are medians of, for the foot of a table. */
export function tableNote({ baseline, contestants, rounds }: WorkloadResult): string {
  const base = contestants.find(({ name }) => name === baseline);
  const alone = contestants.every(({ ours }) => ours);
  const none = alone ? "This has no peer, and so no speeds." : "Without a peer that ran there are no speeds.";
  return `${base === undefined ? none : `Speed: times as fast as ${base.title}.`} Medians of ${formatRounds(rounds)}.`;
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
    const range = contestant.rounds.length < FEWEST_TO_SPREAD ? "–" : `${lower} to ${upper}`;
    return [`Time of "${contestant.title}" as a share of "${other.title}": ${median} (${range}).`];
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

/** That rounds were left out since the time was up, if they were. @param wanted rounds that were asked for */
export function cutNotes({ rounds, timeUp }: WorkloadResult, wanted: number): readonly string[] {
  return timeUp ? [`${formatCount(rounds)} of ${formatCount(wanted)} rounds: the time was up.`] : [];
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
