import type { RunReport } from "./run-report.ts";

/** An array of numbers only, as `JSON.stringify` spreads it over lines; no text has a line end in it. */
const NUMBERS = /\[\n[^[\]{}"]*\]/g;

/** A report as text for people: indented, with each list of numbers on one line. */
export function reportText(report: RunReport): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replaceAll(NUMBERS, (list) => list.replaceAll(/\n\s*/g, "").replaceAll(",", ", "))}\n`;
}
