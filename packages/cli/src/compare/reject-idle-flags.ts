import { InvalidOptionError } from "@lockstep/core";
import type { CompareFlags } from "./compare-flags.ts";

/** Flags that only one part of the comparison reads. */
const FLAGS_OF_PART: Readonly<Record<"remedies" | "engines", readonly (readonly [keyof CompareFlags, string])[]>> = {
  remedies: [
    ["labelNoise", "--label-noise"],
    ["remediesEngine", "--remedies-engine"],
    ["picture", "--picture"],
  ],
  engines: [["engines", "--engines"]],
};

/**
 * Refuses flags that would do nothing, because `--only` leaves out the part that they are for. `--no-picture` passes:
 * there is no picture then.
 *
 * @throws {InvalidOptionError} naming the first such flag.
 */
export function rejectIdleFlags(flags: CompareFlags, only: "remedies" | "engines"): void {
  const leftOut = only === "remedies" ? FLAGS_OF_PART.engines : FLAGS_OF_PART.remedies;
  for (const [name, option] of leftOut) {
    const received = flags[name];
    if (received === undefined || received === false) continue;
    throw new InvalidOptionError({
      subject: option,
      rule: `does nothing with --only ${only}, which leaves out the part that it is for`,
      received,
      remedy: "Leave out one of the two.",
    });
  }
}
