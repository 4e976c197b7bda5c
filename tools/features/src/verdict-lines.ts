import { OUTCOMES, type BackendTally } from "./conformance-tally.ts";
import { backendNames, grouped } from "./conformance-words.ts";
import { wrapped } from "./wrapped.ts";

/** What a run comes to, and what it does not say anything of. */
export function verdictLines(backends: readonly BackendTally[], width: number): readonly string[] {
  const untested = backends.filter((backend) => backend.untested !== undefined);
  const tested = backends.filter((backend) => backend.untested === undefined);
  const partly = tested.filter(({ counts, core }) => counts.skipped + core.skipped > 0);
  const failing = tested.filter(({ counts, core }) => counts.failed + core.failed > 0);
  const verdict = [
    `${tested.length} of ${backends.length} ${backends.length === 1 ? "backend" : "backends"} tested`,
    ...(partly.length === 0 ? [] : [`${partly.length === tested.length ? "" : `${partly.length} of them `}in part`]),
    failing.length === 0 ? "none failed" : `${failing.length} failed: ${backendNames(failing)}`,
  ];
  const reasons = [...new Set(untested.map((backend) => backend.untested!))];
  return [
    `${verdict.join(", ")}.`,
    ...reasons.map((reason) => {
      const names = backendNames(untested.filter((backend) => backend.untested === reason));
      return `Not tested: ${names}: ${reason.trim().split("\n", 1)[0]}`;
    }),
  ].flatMap((sentence) => wrapped(sentence.split(/\s+/), " ", width, "  "));
}

/** How many tests of core passed: `2,370`, or `2,369 of 2,370`; those that were not chosen do not count. */
export function corePasses({ core }: BackendTally): string {
  const all = OUTCOMES.reduce((sum, outcome) => (outcome === "skipped" ? sum : sum + core[outcome]), 0);
  return core.passed === all ? grouped(all) : `${grouped(core.passed)} of ${grouped(all)}`;
}
