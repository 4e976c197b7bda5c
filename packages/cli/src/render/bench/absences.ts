import type { ContestantAbsence, GrowthResult, WorkloadResult } from "../../bench/report/bench-report.ts";
import { formatCount } from "../number-format.ts";
import { isToldOnce } from "./closing-notes.ts";

/** Why figures are not there, a sentence for each contestant that failed or was left out; who is not here is told once. */
export function workloadAbsences({ contestants }: WorkloadResult): readonly string[] {
  return contestants.flatMap((contestant) =>
    contestant.status === "measured" || isToldOnce(contestant) ? [] : [sentence(contestant.title, contestant)],
  );
}

/** The same of a series: one sentence for each reason of a contestant, with the sizes. */
export function growthAbsences({ axis, contestants }: GrowthResult): readonly string[] {
  return contestants.flatMap(({ title, points }) => {
    const sizes = new Map<string, { readonly absence: ContestantAbsence; readonly values: number[] }>();
    for (const point of points) {
      if (point.status === "measured" || isToldOnce(point)) continue;
      const entry = sizes.get(point.reason) ?? { absence: point, values: [] };
      entry.values.push(point.value);
      sizes.set(point.reason, entry);
    }
    return [...sizes.values()].map(({ absence, values }) =>
      sentence(`${title}, ${axis} ${values.map(formatCount).join(" and ")}`, absence),
    );
  });
}

function sentence(subject: string, { status, reason, remedy }: ContestantAbsence): string {
  const verb = status === "failed" ? "failed: " : "";
  return `${subject}: ${verb}${reason}.${remedy === null ? "" : ` ${remedy.replace(/\.?$/, ".")}`}`;
}
