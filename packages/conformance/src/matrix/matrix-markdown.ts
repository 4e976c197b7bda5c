import { partInWords } from "../report/part-in-words.ts";
import { backendCount, backendsInWords } from "./backends-in-words.ts";
import { cellNumber, grouped, statusInWords } from "./cell-words.ts";
import { clauseAddress } from "./clause-address.ts";
import { columnGroups, type ColumnGroup } from "./column-groups.ts";
import { computedFeatures, FEATURE_SIGNS, featuresMean } from "./computed-features.ts";
import { CASES_OF_CORE, corePasses, engineCounts, passedShare } from "./engine-counts.ts";
import type { FeatureMatrix, MatrixColumn, MatrixSection } from "./feature-matrix.ts";
import { codeCell, markdownTable, proseCell } from "./markdown-table.ts";
import type { MatrixDocumentOptions } from "./matrix-document-options.ts";
import type { MutantsRecord } from "./mutants-record.ts";
import { clauseRanges, numberRanges } from "./number-ranges.ts";
import { outsideRows } from "./outside-rows.ts";
import { casesInWords, clausesInWords, sectionSummaries } from "./section-summary.ts";
import { usesInWords } from "./uses-in-words.ts";
import { legendOf, remarksOn, VERDICT_SIGNS } from "./verdict-signs.ts";

/**
 * A matrix as a Markdown document: the backends, what each of them computes, an overview, a table for each specification, the reasons for everything
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
  const groups = columnGroups(matrix);
  return [
    "# What holds where",
    ...(note === undefined ? [] : [proseCell(note)]),
    "## Backends",
    `${backendCount(matrix)}. ${CASES_OF_CORE}`,
    backendTable(matrix.columns),
    ...mergedParts(matrix, groups),
    "## Layers and losses by backend",
    ...featureParts(matrix, groups),
    "## Signs",
    legendOf(matrix)
      .map((verdict) => `- ${VERDICT_SIGNS[verdict].sign} ${verdict}: ${VERDICT_SIGNS[verdict].meaning}`)
      .join("\n"),
    ["Raised numbers lead to the reasons below.", ...remarksOn(matrix)].join(" "),
    "## Overview",
    overviewTable(matrix, groups),
    ...matrix.sections.flatMap((section) => sectionParts(groups, section, specs)),
    "## Reasons",
    ...reasonParts(matrix, groups),
    ...elsewhereParts(matrix),
    ...(mutants === undefined ? [] : mutantParts(mutants)),
    ...linkParts(matrix, groups, specs),
  ]
    .join("\n\n")
    .concat("\n");
}

function backendTable(columns: readonly MatrixColumn[]): string {
  const outcomes = ["passed", "share", "failed", "unsupported", "known failures", "core"];
  return markdownTable(
    ["backend", "place", ...outcomes, "date", "environment"],
    columns.map(({ subject, place, counts, core, run, environment, ...extent }) => [
      proseCell(subject),
      proseCell([place, partInWords(extent)].filter(Boolean).join(", ")),
      ...outcomeCells({ counts, core }),
      run.date.slice(0, 10),
      proseCell(
        Object.entries(environment)
          .map(([what, value]) => (what === "runtime" || what === "platform" ? value : `${what} ${value}`))
          .join(", "),
      ),
    ]),
  );
}

function outcomeCells(column: Pick<MatrixColumn, "counts" | "core">): string[] {
  const counts = engineCounts(column);
  return [
    grouped(counts.passed),
    passedShare(counts),
    ...[counts.failed, counts.unsupported, counts["known-failure"]].map(grouped),
    corePasses(column),
  ];
}

function groupHeads(groups: readonly ColumnGroup[]): string[] {
  return groups.map(({ engines, places }) => `${proseCell(engines)}<br>${proseCell(places)}`);
}

/** What columns stand for that stand for several. */
function mergedParts({ columns }: FeatureMatrix, groups: readonly ColumnGroup[]): string[] {
  const merged = groups.filter((group) => group.columns.length > 1);
  if (merged.length === 0) return [];
  const lines = merged.map((group) => {
    const members = backendsInWords(group.columns.map((index) => columns[index]!));
    return `- ${proseCell(group.engines)}: ${proseCell(members)}`;
  });
  return ["In the tables below, backends of which every cell is the same have one column:", lines.join("\n")];
}

function featureParts(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): string[] {
  const rows = computedFeatures(matrix, groups);
  const table = markdownTable(
    ["", "", ...groupHeads(groups)],
    rows.map(({ family, names, cells }, index) => [
      family === rows[index - 1]?.family ? "" : family,
      names.join(", "),
      ...cells.map((cell) => FEATURE_SIGNS[cell]),
    ]),
  );
  return [table, featuresMean(rows)];
}

function overviewTable(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): string {
  return markdownTable(
    ["specification", ...groupHeads(groups)],
    matrix.sections.map((section) => {
      const summaries = sectionSummaries(matrix, section);
      const cells = groups.map(({ columns: [column] }) => {
        const summary = summaries[column]!;
        const words = [casesInWords(summary), clausesInWords(summary)].filter((part) => part !== "").join(", ");
        return `${VERDICT_SIGNS[summary.verdict].sign} ${words}`.trim();
      });
      return [proseCell(section.title), ...cells];
    }),
  );
}

function sectionParts(
  groups: readonly ColumnGroup[],
  { title, rows }: MatrixSection,
  specs: string | undefined,
): string[] {
  const table = markdownTable(
    ["clause", ...groupHeads(groups)],
    rows.map(({ clause, cells }) => [
      `${specs === undefined || clause.file === "" ? clause.id : `[${clause.id}]`} ${proseCell(clause.title)}`.trim(),
      ...groups.map(({ columns: [column] }) => {
        const { verdict, reasons, ...rest } = cells[column]!;
        const parts = [VERDICT_SIGNS[verdict].sign, cellNumber({ verdict, ...rest })];
        return [...parts, ...numberRanges(reasons).map(noteLabel)].filter((part) => part !== "").join(" ");
      }),
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

function reasonParts(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): string[] {
  if (matrix.reasons.length === 0) return ["None are needed: everything holds."];
  const rows = matrix.reasons.map((reason) => [
    `<a id="reason-${reason.number}"></a>${reason.number}`,
    statusInWords(reason.status, 1),
    proseCell(reason.reason),
    proseCell(usesInWords(matrix, groups, reason)),
    reason.clauses.length === 0 ? "cases that name none" : clauseRanges(reason.clauses).join(", "),
  ]);
  return [markdownTable(["", "outcome", "reason", "cases", "clauses"], rows)];
}

function elsewhereParts(matrix: FeatureMatrix): string[] {
  const rows = outsideRows(matrix).map(({ clause }) => [
    `${clause.id} ${proseCell(clause.title)}`.trim(),
    codeCell(clause.elsewhere ?? ""),
  ]);
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
function linkParts({ sections }: FeatureMatrix, groups: readonly ColumnGroup[], specs: string | undefined): string[] {
  const rows = sections.flatMap((section) => section.rows);
  const ranges = rows.flatMap(({ cells }) =>
    groups.flatMap(({ columns: [column] }) => numberRanges(cells[column]!.reasons)),
  );
  const notes = ranges.map((range) => `${noteLabel(range)}: #reason-${range[0]}`);
  const clauses = rows
    .filter(({ clause }) => specs !== undefined && clause.file !== "")
    .map(({ clause }) => `[${clause.id}]: ${clauseAddress(specs!, clause)}`);
  const links = [...new Set([...clauses, ...notes])];
  return links.length === 0 ? [] : [links.join("\n")];
}
