import type { ConformanceReport } from "@lockstep/conformance";
import { grouped } from "../grouped.ts";
import type { CaseSelection } from "./case-selection.ts";

/** What a report says of a run that was not of all cases, or was ended before its last one. */
export function partOfRun(
  selection: CaseSelection,
  done: number,
  wanted: number,
): Pick<ConformanceReport, "only" | "part"> {
  const ended = done < wanted ? `the first ${grouped(done)} of ${grouped(wanted)}` : null;
  switch (selection.kind) {
    case "all":
      return ended === null ? {} : { part: `${ended} cases` };
    case "sample": {
      const sample = `one case in ${selection.oneIn}`;
      return { part: ended === null ? sample : `${sample}, ${ended} of them` };
    }
    case "suite":
      return { only: `${selection.suite} >`, ...(ended === null ? {} : { part: `${ended} of them` }) };
  }
}
