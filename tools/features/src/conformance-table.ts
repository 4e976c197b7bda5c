import { OUTCOMES, type ConformanceTally, type Outcome, type ReasonTally } from "./conformance-tally.ts";

const HEADS: Readonly<Record<Outcome, string>> = {
  passed: "passed",
  failed: "failed",
  unsupported: "unsupported",
  "known-failure": "known failures",
  skipped: "skipped",
};

const WORDS: Readonly<Record<Outcome, string>> = { ...HEADS, "known-failure": "known to fail" };

/**
 * A tally as lines for a terminal: the backends, then why anything did not pass.
 *
 * @param width of the terminal, in characters.
 */
export function conformanceTable({ backends, reasons }: ConformanceTally, width: number): readonly string[] {
  if (backends.length === 0) return [];
  const rows = backends.map(({ subject, place, counts }) => [
    subject,
    place,
    ...OUTCOMES.map((outcome) => grouped(counts[outcome])),
  ]);
  const table = [["backend", "place", ...OUTCOMES.map((outcome) => HEADS[outcome])], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join("  "),
  );
  const [head, ...body] = lines;
  return [
    "Conformance",
    "",
    ...[head!, "─".repeat(head!.length), ...body].map((line) => `  ${line}`),
    ...reasons.flatMap((reason) => ["", ...reasonLines(reason, width)]),
  ];
}

function reasonLines({ outcome, reason, items, tests, backends }: ReasonTally, width: number): string[] {
  const what = [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([item, count]) => `${item} ${grouped(count)}`);
  const [sentence] = reason.trim().split("\n", 1);
  return [
    ...wrapped(`${grouped(tests)} ${WORDS[outcome]}: ${sentence}`, width, "  "),
    ...wrapped(`on ${backends.join(", ")}`, width, "    "),
    ...wrapped(what.join(", "), width, "    "),
  ];
}

/** Words in lines of at most a width, each after an indentation. */
function wrapped(text: string, width: number, indentation: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(indentation + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** As in `3,584`. */
function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
