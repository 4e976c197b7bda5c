import { OUTCOMES, type BackendTally, type ConformanceTally, type Outcome } from "./conformance-tally.ts";
import { grouped } from "./conformance-words.ts";
import { reasonLines } from "./reason-lines.ts";
import { corePasses, verdictLines } from "./verdict-lines.ts";

const HEADS: Readonly<Record<Outcome, string>> = {
  passed: "passed",
  failed: "failed",
  unsupported: "unsupported",
  "known-failure": "known failures",
  skipped: "skipped",
};

const UNTESTED = "not tested";

/**
 * A tally as lines for a terminal: the backends, why anything did not pass, and what all comes to.
 *
 * @param width of the terminal, in characters.
 */
export function conformanceTable({ backends, reasons }: ConformanceTally, width: number): readonly string[] {
  if (backends.length === 0) return [];
  const head = ["backend", "place", ...OUTCOMES.map((outcome) => HEADS[outcome]), "core"];
  const rows = backends.map(cellsOf);
  const widths = head.map((name, column) => {
    // What was not tested has no numbers, and its words go beyond their column.
    const numbers = backends.flatMap(({ untested }, row) => (untested === undefined ? rows[row]![column]!.length : []));
    const names = column < 2 ? rows.map((row) => row[column]!.length) : [];
    return Math.max(name.length, ...numbers, ...names);
  });
  const lines = [head, ...rows].map((row) => lineOf(row, widths));
  return [
    "Conformance",
    "",
    ...[lines[0]!, "─".repeat(lines[0]!.length), ...lines.slice(1)].map((line) => `  ${line}`),
    ...reasonLines(backends, reasons, width),
    "",
    ...verdictLines(backends, width),
  ];
}

function cellsOf(backend: BackendTally): string[] {
  const { subject, place, counts, untested } = backend;
  if (untested !== undefined) return [subject, place, UNTESTED];
  return [subject, place, ...OUTCOMES.map((outcome) => grouped(counts[outcome])), corePasses(backend)];
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) =>
      column < 2 || cell === UNTESTED ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    )
    .join("  ");
}
