import type { ConformanceReport } from "@lockstep/conformance";
import { formatCount } from "../render/number-format.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import type { Output } from "../terminal/output.ts";
import { groupReasons, type ReasonGroup } from "./group-reasons.ts";

/** More would scroll the table away. */
const MOST_FAILURES = 20;
/** Keeps a number on the line of what it counts. */
const NO_BREAK = "\u00A0";

/** Prints the failures in full, as many as anybody reads. */
export function printFailures({ subject, cases }: ConformanceReport, output: Output): void {
  const failures = cases.filter(({ status }) => status === "failed");
  if (failures.length === 0) return;
  printHeading(output, `What ${subject} fails`);
  for (const { suite, name, reason = "" } of failures.slice(0, MOST_FAILURES)) {
    printParagraph(output, `${suite} > ${name}`, "red");
    for (const line of reason.split("\n")) printParagraph(output, line, undefined, 4);
  }
  const more = failures.length - MOST_FAILURES;
  if (more > 0) printParagraph(output, `and ${formatCount(more)} more: --json FILE keeps all of them.`);
}

/** Prints why cases are unsupported or known to fail, each reason once. */
export function printReasons({ subject, cases }: ConformanceReport, output: Output): void {
  printGroups(`What ${subject} declines`, groupReasons(cases, "unsupported"), output);
  printGroups(`Known failures of ${subject}`, groupReasons(cases, "known-failure"), output);
}

function printGroups(heading: string, groups: readonly ReasonGroup[], output: Output): void {
  if (groups.length === 0) return;
  printHeading(output, heading);
  for (const { reason, cases, wanted } of groups) {
    printParagraph(output, `${formatCount(cases)} cases: ${reason}`);
    if (wanted.length > 0) printParagraph(output, listOf(wanted), "dim", 4);
  }
}

/** `layer: conv2d 48, gru 44`: a first word that all have in common is written once. */
function listOf(wanted: ReasonGroup["wanted"]): string {
  const words = new Set(wanted.map(([what]) => what.slice(0, what.indexOf(" ") + 1)));
  const [common = ""] = words.size === 1 && wanted.length > 1 ? words : [];
  const items = wanted.map(([what, count]) => `${what.slice(common.length)}${NO_BREAK}${formatCount(count)}`);
  return `${common.replace(" ", ": ")}${items.join(", ")}`;
}
