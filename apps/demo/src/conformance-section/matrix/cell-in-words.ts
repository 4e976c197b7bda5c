import type { CellVerdict, StatusCounts } from "@lockstep/conformance";
import type { CellView } from "./matrix-view.ts";

/**
 * A cell's number and its sentence.
 *
 * @param counts how the cases ended that ran.
 * @param cases how many there are.
 */
export function cellInWords(
  verdict: CellVerdict,
  counts: StatusCounts,
  cases: number,
): Pick<CellView, "number" | "words"> {
  const ran = counts.passed + counts.failed + counts.unsupported + counts["known-failure"];
  const all = ran === cases;
  switch (verdict) {
    case "holds":
      return all
        ? { number: String(ran), words: `Holds: ${ran === 1 ? "its one case" : `all ${ran} cases`} passed.` }
        : { number: `${ran} of ${cases}`, words: `${ran} of ${cases} cases ran, and passed.` };
    case "not run":
      return { number: "", words: cases === 1 ? "Its one case did not run." : `None of its ${cases} cases ran.` };
    case "not proved by the kit":
      return { number: "", words: "The kit has no case of it." };
    default: {
      const ends = [
        [counts.failed, "failed"],
        [counts["known-failure"], counts["known-failure"] === 1 ? "is a known failure" : "are known failures"],
        [counts.unsupported, counts.unsupported === 1 ? "is unsupported" : "are unsupported"],
        [counts.passed, "passed"],
      ] as const;
      const told = ends.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
      const extent = all
        ? `Of ${cases === 1 ? "one case" : `${cases} cases`}`
        : `Of the ${ran} of ${cases} cases that ran`;
      return {
        number: `${counts.passed}/${ran}${all ? "" : ` of ${cases}`}`,
        words: `${extent}, ${told.join(", ")}.`,
      };
    }
  }
}
