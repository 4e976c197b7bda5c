import type { ConformanceReport } from "@lockstep/conformance";
import { formatCount } from "../render/number-format.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import type { Output } from "../terminal/output.ts";
import { groupFailures } from "./group-failures.ts";
import { groupReasons, type ReasonGroup } from "./group-reasons.ts";
import { readSpecClauses, specFolderFrom } from "./read-spec-clauses.ts";

/** More would scroll the table away. */
const MOST_FAILURES = 20;
/** Keeps a number on the line of what it counts. */
const NO_BREAK = "\u00A0";

/** Prints the failures in full, as many as anybody reads: each message once, the most frequent first. */
export function printFailures({ subject, cases }: ConformanceReport, output: Output): void {
  const groups = groupFailures(cases);
  if (groups.length === 0) return;
  printHeading(output, `What ${subject} fails`);
  const shown = groups.slice(0, MOST_FAILURES);
  for (const { reason, cases: alike } of shown) {
    const [{ suite, name }] = alike;
    const count = alike.length === 1 ? "" : `${formatCount(alike.length)} cases alike, the first: `;
    printParagraph(output, `${count}${suite} > ${name}`, "red");
    for (const line of reason.split("\n")) printParagraph(output, line, undefined, 4);
  }
  const more = groups.slice(MOST_FAILURES).reduce((sum, { cases: alike }) => sum + alike.length, 0);
  if (more > 0) printParagraph(output, `and ${formatCount(more)} more: --json FILE keeps all of them.`);
  printClauses(new Set(shown.flatMap(({ cases: [first] }) => first.clauses)), output);
}

/** Says where clauses can be read, file by file: `DRP-4 and DRP-5 in dropout.md`. */
function printClauses(ids: ReadonlySet<string>, output: Output): void {
  const files = new Map<string, string[]>();
  for (const { id, file } of readSpecClauses()) {
    if (ids.has(id)) files.set(file, [...(files.get(file) ?? []), id]);
  }
  if (files.size === 0) return;
  const places = [...files].map(([file, found]) => `${found.join(", ")} in ${file}`);
  printParagraph(output, `What these clauses say stands in ${specFolderFrom(process.cwd())}: ${places.join("; ")}.`);
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

/** `layer: conv2d 48, gru 44`: first words that all have in common are written once. */
function listOf(wanted: ReasonGroup["wanted"]): string {
  const texts = wanted.map(([what]) => what);
  let common = "";
  if (texts.length > 1) {
    for (const word of texts[0]!.split(" ").slice(0, -1)) {
      if (!texts.every((text) => text.startsWith(`${common}${word} `))) break;
      common += `${word} `;
    }
  }
  const items = wanted.map(([what, count]) => `${what.slice(common.length)}${NO_BREAK}${formatCount(count)}`);
  return `${common === "" ? "" : `${common.trimEnd()}: `}${items.join(", ")}`;
}
