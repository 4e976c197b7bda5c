import { trajectoryBudget } from "@lockstep/conformance";
import { agreementTable } from "../render/agreement-table.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import { startProgress } from "../render/start-progress.ts";
import { classifier } from "../experiment/classifier.ts";
import { agreementCaption } from "./captions.ts";
import type { CompareContext } from "./compare-context.ts";
import { compareEngines } from "./compare-engines.ts";
import type { AgreementOptions } from "./compare-options.ts";
import type { AgreementFindings } from "./compare-report.ts";
import { describeAgreement } from "./describe-agreement.ts";
import { runAgreement, type EngineRun } from "./run-agreement.ts";

/** The second part: trains one run on every engine, prints the table and what it shows. */
export async function compareAgreement(options: AgreementOptions, context: CompareContext): Promise<AgreementFindings> {
  const { dataset, output } = context;
  printHeading(output, "Whether the engines agree");
  printParagraph(output, agreementCaption(dataset, options), "dim");
  const runs = await trainAll(options, context);
  const { training } = options;
  const model = classifier(dataset, training);
  const table = compareEngines(
    runs,
    training.monitor,
    (losses) => trajectoryBudget({ model, batchSize: training.batchSize, steps: losses.length }, losses).absolute,
  );
  output.write(`\n${agreementTable(table)}\n\n`);
  const { sentences, verdict } = describeAgreement(table);
  for (const sentence of sentences) printParagraph(output, sentence);
  printParagraph(output, verdict, table.agrees ? "green" : "red");
  return { table, runs };
}

async function trainAll(
  options: AgreementOptions,
  { dataset, jobs, output, startProcess }: CompareContext,
): Promise<readonly EngineRun[]> {
  // Every engine trains once and is then timed.
  using progress = startProgress(output, 2 * options.engines.length);
  return await runAgreement(dataset, options, { jobs, startProcess, progress });
}
