import { formatEpochs } from "../render/number-format.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import { remediesTable } from "../render/remedies-table.ts";
import { startProgress } from "../render/start-progress.ts";
import { labelsCaption, labelsHeading, remediesCaption } from "./captions.ts";
import type { CompareContext } from "./compare-context.ts";
import type { RemediesOptions } from "./compare-options.ts";
import type { RemediesFindings } from "./compare-report.ts";
import { describeRemedies } from "./describe-remedies.ts";
import { planRemedies, type PlannedRun } from "./plan-remedies.ts";
import { runRemedies, type FinishedRun } from "./run-remedies.ts";
import { summariseRemedies } from "./summarise-remedies.ts";

/** The first part: trains, prints the tables and what they show. */
export async function compareRemedies(options: RemediesOptions, context: CompareContext): Promise<RemediesFindings> {
  const { dataset, output } = context;
  printHeading(output, "What the remedies buy");
  printParagraph(output, remediesCaption(dataset, options), "dim");
  const plan = planRemedies(dataset, options);
  const atOnce = Math.min(context.jobs, plan.length);
  const epochs = formatEpochs(options.training.epochs);
  printParagraph(output, `${plan.length} runs of at most ${epochs}, ${atOnce} at a time.`, "dim");
  const runs = await trainAll(plan, options, context);
  const tables = [...new Set(plan.map(({ labels }) => labels))].map((labels) => ({
    labels,
    rows: summariseRemedies(runs, labels, options.training.monitor),
  }));
  for (const { labels, rows } of tables) {
    const name = labelsHeading(labels, options);
    output.write("\n");
    printParagraph(output, `${output.style("bold", name)}. ${labelsCaption(labels)}`);
    output.write(`\n${remediesTable(rows)}\n\n`);
    for (const sentence of describeRemedies(name, rows, options.seeds.length)) printParagraph(output, sentence);
  }
  return { tables, runs };
}

async function trainAll(
  plan: readonly PlannedRun[],
  { engine }: RemediesOptions,
  { jobs, output, startProcess }: CompareContext,
): Promise<readonly FinishedRun[]> {
  using progress = startProgress(output, plan.length);
  return await runRemedies(plan, { engine, jobs, startProcess, progress });
}
