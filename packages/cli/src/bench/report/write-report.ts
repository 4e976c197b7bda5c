import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { benchPage } from "../../render/bench/bench-page.ts";
import { growthLines } from "../../render/bench/growth-lines.ts";
import { stepBars } from "../../render/bench/step-bars.ts";
import type { Output } from "../../terminal/output.ts";
import { tryWrite } from "../../terminal/try-write.ts";
import type { BenchOptions } from "../options/bench-options.ts";
import type { BenchReport } from "./bench-report.ts";
import { REPORT_FILES } from "./report-files.ts";

/** Writes the files that were asked for; failures are printed. @returns whether all were written */
export function writeReport(
  report: BenchReport,
  { json, report: folder }: Pick<BenchOptions, "json" | "report">,
  output: Output,
): boolean {
  const figures = (): string => `${JSON.stringify(report, null, 2)}\n`;
  const written = [json === null || tryWrite(output, "All figures", json, figures)];
  if (folder === null) return written.every(Boolean);
  mkdirSync(folder, { recursive: true });
  const steps = stepBars(report);
  const growth = growthLines(report);
  const { page, steps: stepsFile, growth: growthFile, figures: figuresFile } = REPORT_FILES;
  written.push(
    steps === null || tryWrite(output, "Picture of the training step", join(folder, stepsFile), () => steps),
    growth === null || tryWrite(output, "Picture of growth", join(folder, growthFile), () => growth),
    tryWrite(output, "All figures", join(folder, figuresFile), figures),
    tryWrite(output, "Report", join(folder, page), () =>
      benchPage(report, { steps: steps !== null, growth: growth !== null }),
    ),
  );
  return written.every(Boolean);
}
