/** Files of the folder of `--report`; a picture is there only if there is something to draw. */
export const REPORT_FILES = {
  page: "README.md",
  steps: "training-step.svg",
  growth: "growth.svg",
  figures: "report.json",
} as const;
