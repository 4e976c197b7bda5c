import { casesIn, cellNumber, statusInWords } from "./cell-words.ts";
import { clauseAddress } from "./clause-address.ts";
import type { FeatureMatrix, MatrixColumn, MatrixSection } from "./feature-matrix.ts";
import { codeCell, markdownTable, proseCell } from "./markdown-table.ts";
import type { MatrixDocumentOptions } from "./matrix-document-options.ts";
import type { MutantsRecord } from "./mutants-record.ts";
import { clauseRanges, numberRanges } from "./number-ranges.ts";
import { sectionSummaries, summaryNumber } from "./section-summary.ts";
import { usesInWords } from "./uses-in-words.ts";
import { LEGEND, VERDICT_SIGNS } from "./verdict-signs.ts";

/**
 * A matrix as a Markdown document: the backends, an overview, a table for each specification, the reasons for everything
 * that does not hold, and the clauses that are proved elsewhere.
 *
 * The same matrix gives the same bytes.
 *
 * @param options.specs where the specifications are, so that clauses become links.
 * @param options.note a paragraph below the title.
 * @param options.mutants broken engines that the suites caught.
 * @example
 * const text = matrixMarkdown(featureMatrix([], specClauses("dropout.md", "# Dropout\n\n## DRP-2 The mask\n")));
 * text.split("\n")[0]; // "# What holds where"
 */
export function matrixMarkdown(matrix: FeatureMatrix, options: MatrixDocumentOptions = {}): string {
  const { specs, note, mutants } = options;
  return [
    "# What holds where",
    ...(note === undefined ? [] : [proseCell(note)]),
    "## Backends",
    backendTable(matrix.columns),
    "## Signs",
    LEGEND.map((verdict) => `- ${VERDICT_SIGNS[verdict].sign} ${verdict}: ${VERDICT_SIGNS[verdict].meaning}`).join(
      "\n",
    ),
    "Raised numbers lead to the reasons below.",
    "## Overview",
    "How many clauses of each specification hold, of those that the kit has cases for.",
    overviewTable(matrix),
    ...matrix.sections.flatMap((section) => sectionParts(matrix, section, specs)),
    "## Reasons",
    ...reasonParts(matrix),
    ...elsewhereParts(matrix),
    ...(mutants === undefined ? [] : mutantParts(mutants)),
    ...linkParts(matrix, specs),
  ]
    .join("\n\n")
    .concat("\n");
}

function backendTable(columns: readonly MatrixColumn[]): string {
  const head = ["backend", "place", "passed", "failed", "unsupported", "known failures", "date", "environment"];
  return markdownTable(
    head,
    columns.map(({ subject, place, counts, run, environment }) => [
      proseCell(subject),
      proseCell(place),
      ...[counts.passed, counts.failed, counts.unsupported, counts["known-failure"]].map(String),
      run.date.slice(0, 10),
      proseCell(
        Object.entries(environment)
          .map(([what, value]) => (what === "runtime" || what === "platform" ? value : `${what} ${value}`))
          .join(", "),
      ),
    ]),
  );
}

function backendHeads(columns: readonly MatrixColumn[]): string[] {
  return columns.map(({ subject, place }) => `${proseCell(subject)}<br>${proseCell(place)}`);
}

function overviewTable({ columns, sections }: FeatureMatrix): string {
  return markdownTable(
    ["specification", "clauses", ...backendHeads(columns)],
    sections.map((section) => [
      proseCell(section.title),
      String(section.rows.length),
      ...sectionSummaries(section).map((summary) =>
        `${VERDICT_SIGNS[summary.verdict].sign} ${summaryNumber(summary)}`.trim(),
      ),
    ]),
  );
}

function sectionParts({ columns }: FeatureMatrix, { title, rows }: MatrixSection, specs: string | undefined): string[] {
  const table = markdownTable(
    ["clause", ...backendHeads(columns)],
    rows.map(({ clause, cells }) => [
      `${specs === undefined || clause.file === "" ? clause.id : `[${clause.id}]`} ${proseCell(clause.title)}`.trim(),
      ...cells.map((cell) =>
        [VERDICT_SIGNS[cell.verdict].sign, cellNumber(cell), ...numberRanges(cell.reasons).map(noteLabel)]
          .filter((part) => part !== "")
          .join(" "),
      ),
    ]),
  );
  return [`## ${title}`, table];
}

/** As in `[³]` and `[³⁻⁷]`: a reference whose address stands at the end of the document. */
function noteLabel([first, last]: readonly [number, number]): string {
  return `[${raised(first)}${first === last ? "" : `⁻${raised(last)}`}]`;
}

function raised(number: number): string {
  return Array.from(String(number), (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!).join("");
}

function reasonParts(matrix: FeatureMatrix): string[] {
  if (matrix.reasons.length === 0) return ["None are needed: everything holds."];
  const rows = matrix.reasons.map((reason) => [
    `<a id="reason-${reason.number}"></a>${reason.number}`,
    statusInWords(reason.status, 1),
    proseCell(reason.reason),
    proseCell(usesInWords(matrix, reason)),
    reason.clauses.length === 0 ? "cases that name none" : clauseRanges(reason.clauses).join(", "),
  ]);
  return [markdownTable(["", "outcome", "reason", "cases", "clauses"], rows)];
}

function elsewhereParts({ sections }: FeatureMatrix): string[] {
  const rows = sections
    .flatMap((section) => section.rows)
    .filter(({ cells }) => cells.every(({ counts }) => casesIn(counts) === 0))
    .map(({ clause }) => [`${clause.id} ${proseCell(clause.title)}`.trim(), codeCell(clause.elsewhere ?? "")]);
  if (rows.length === 0) return [];
  return ["## Proved elsewhere", markdownTable(["clause", "why, and where"], rows)];
}

function mutantParts({ mutants }: MutantsRecord): string[] {
  const table = markdownTable(
    ["an engine that", "is caught by cases named", "so many"],
    mutants.map(({ fault, caughtBy, cases }) => [proseCell(fault), proseCell(caughtBy), String(cases.length)]),
  );
  return [
    "## The suites, tested",
    `Engines with one fault each, ${mutants.length} of them, and every fault is caught.`,
    "<details><summary>The faults, and what catches them</summary>",
    table,
    "</details>",
  ];
}

/** The addresses of all references, in the order of their first use. */
function linkParts({ sections }: FeatureMatrix, specs: string | undefined): string[] {
  const rows = sections.flatMap((section) => section.rows);
  const notes = rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => numberRanges(cell.reasons).map((range) => `${noteLabel(range)}: #reason-${range[0]}`)),
  );
  const clauses = rows
    .filter(({ clause }) => specs !== undefined && clause.file !== "")
    .map(({ clause }) => `[${clause.id}]: ${clauseAddress(specs!, clause)}`);
  const links = [...new Set([...clauses, ...notes])];
  return links.length === 0 ? [] : [links.join("\n")];
}
