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
  const [sentence] = reason.trim().split("\n", 1);
  const sorted = [...items].sort(([a], [b]) => (a < b ? -1 : 1));
  const common = commonWords(sorted.map(([item]) => item));
  const counted = sorted.map(([item, count]) => `${item.slice(common.length)} ${grouped(count)}`);
  return [
    ...wrapped(`${grouped(tests)} ${WORDS[outcome]}: ${sentence}`.split(/\s+/), " ", width, "  "),
    ...wrapped(`on ${backends.join(", ")}`.split(" "), " ", width, "    "),
    ...wrapped([`${common}${counted[0] ?? ""}`, ...counted.slice(1)], ", ", width, "    "),
  ];
}

/** The words with which all texts begin, with the space after them: `layer ` of `layer gru` and `layer elu`. */
function commonWords([first = "", ...others]: readonly string[]): string {
  let words = first.slice(0, first.lastIndexOf(" ") + 1);
  while (!others.every((text) => text.startsWith(words)))
    words = words.slice(0, words.lastIndexOf(" ", words.length - 2) + 1);
  return words;
}

/** Parts in lines of at most a width, each after an indentation; a part stays whole. */
function wrapped(parts: readonly string[], between: string, width: number, indentation: string): string[] {
  const lines: string[] = [];
  for (const part of parts.filter((text) => text !== "")) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(indentation + part);
    else if (last.length + between.length + part.length <= width) lines[lines.length - 1] = last + between + part;
    else {
      lines[lines.length - 1] = `${last}${between}`.trimEnd();
      lines.push(indentation + part);
    }
  }
  return lines;
}

/** As in `3,584`. */
function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
