import {
  featureMatrix,
  matrixHtml,
  recordOf,
  runConformance,
  type ConformanceHost,
  type ConformanceReport,
} from "@lockstep/conformance";
import { InvalidOptionError } from "@lockstep/core";
import { ENGINE_NAMES } from "../engines.ts";
import { caseProgress } from "../render/case-progress.ts";
import { formatDuration } from "../render/number-format.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import { enginesTable, suiteTable } from "../render/suite-table.ts";
import type { Output } from "../terminal/output.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import { tryWrite } from "../terminal/try-write.ts";
import type { ConformanceOptions } from "./conformance-options.ts";
import { conforms, describeVerdict } from "./describe-verdict.ts";
import type { EngineModule } from "./locate-engine.ts";
import { openHost } from "./open-host.ts";
import { printFailures, printReasons } from "./print-findings.ts";
import { readSpecClauses } from "./read-spec-clauses.ts";
import { describePart, hostOfWanted, reportOfPart } from "./wanted-cases.ts";

/** What ran on one engine. */
interface EngineRun {
  readonly report: ConformanceReport;
  /** Which part of the cases, in words; undefined for all of them. */
  readonly part: string | undefined;
}

/**
 * Runs the suites on one engine after another, prints what they found, and then writes the files.
 *
 * @param signal ends everything at once; nothing is written then.
 * @returns 1 if an engine does not conform or a file could not be written, otherwise 0.
 * @throws {LockstepError} if an engine cannot be run.
 */
export async function runEngines(options: ConformanceOptions, output: Output, signal: AbortSignal): Promise<ExitCode> {
  const { engines, quiet } = options;
  const startedAt = performance.now();
  const runs: EngineRun[] = [];
  for (const engine of engines) runs.push(await runEngine(engine, options, output, signal));
  const reports = runs.map(({ report }) => report);
  if (!quiet) output.write(`\n${reports.length === 1 ? suiteTable(reports[0]!) : enginesTable(reports)}\n`);
  for (const report of reports) {
    printFailures(report, output);
    if (!quiet) printReasons(report, output);
  }
  output.write("\n");
  const written = await writeFiles(reports, options, output);
  for (const { report, part } of runs) {
    printParagraph(output, describeVerdict(report, part), conforms(report) ? "green" : "red");
  }
  if (!quiet) {
    printParagraph(output, `Done in ${formatDuration(performance.now() - startedAt)}.`);
    if (options.browser === null && engines.every(isReference)) printNextEngines(output);
  }
  return written && reports.every(conforms) ? 0 : 1;
}

function isReference({ builtIn }: EngineModule): boolean {
  return builtIn === "reference";
}

/** Whoever ran what runs without options is told what else there is. */
function printNextEngines(output: Output): void {
  output.write("\n");
  printParagraph(output, `Other engines: --engine ${ENGINE_NAMES.filter((name) => name !== "reference").join(", ")}.`);
  printParagraph(output, "One of your own: --init my-engine begins one, --engine ./subject.js runs it.");
}

async function runEngine(
  engine: EngineModule,
  { browser, only, quiet }: ConformanceOptions,
  output: Output,
  signal: AbortSignal,
): Promise<EngineRun> {
  if (!quiet) printHeading(output, `Conformance of ${engine.name}`);
  const opened = await openHost(engine, browser, signal, (step) => {
    if (!quiet) printParagraph(output, `${step} ...`, "dim");
  });
  try {
    const host = hostOfWanted(opened, only);
    requireCases(engine, host, only);
    using progress = quiet ? undefined : caseProgress(output, host.cases);
    const report = await runConformance(
      {
        ...host,
        run(index) {
          progress?.start(host.cases[index]!);
          return host.run(index);
        },
      },
      { signal, onResult: (result) => progress?.finish(result) },
    );
    return {
      report: reportOfPart(report, only),
      part: describePart(only, host.cases.length, opened.cases.length),
    };
  } finally {
    await opened.close();
  }
}

/** @throws {InvalidOptionError} if an engine has none of the cases that `--only` asks for. */
function requireCases({ name }: EngineModule, { cases }: ConformanceHost, only: string): void {
  if (cases.length > 0) return;
  throw new InvalidOptionError({
    subject: "--only",
    rule: `must fit a case of ${name}, which has none of those of exact bits`,
    received: only,
    remedy: "Only a subject that says `exact: true` has them.",
  });
}

/** A file of one engine holds its report; of several, a list of them. */
async function writeFiles(
  reports: readonly ConformanceReport[],
  { json, record, html }: ConformanceOptions,
  output: Output,
): Promise<boolean> {
  const records = await Promise.all(reports.map(recordOf));
  const written = [
    json === null || tryWrite(output, "Every outcome", json, () => jsonOf(reports)),
    record === null || tryWrite(output, "Record", record, () => jsonOf(records)),
    html === null || tryWrite(output, "Page", html, () => matrixHtml(featureMatrix(records, readSpecClauses()))),
  ];
  return written.every(Boolean);
}

function jsonOf(values: readonly unknown[]): string {
  return `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`;
}
