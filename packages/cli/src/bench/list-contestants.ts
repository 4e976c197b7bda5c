import { printHeading, printParagraph } from "../render/page.ts";
import type { Output } from "../terminal/output.ts";
import type { Contestants } from "./contestant-source.ts";
import { DEFAULTS } from "./options/bench-defaults.ts";
import { installedVersion } from "./report/installed-version.ts";
import { WORKLOAD_NAMES, WORKLOADS } from "./workload-facts.ts";

/** Prints every workload, and who does it. */
export function listContestants(contestants: Contestants, output: Output): void {
  for (const workload of WORKLOAD_NAMES) {
    const { describe } = WORKLOADS[workload];
    printHeading(output, workload);
    printParagraph(output, `${describe(DEFAULTS.size)}.`);
    const width = Math.max(...contestants[workload].map(({ name }) => name.length));
    for (const { name, title, ours, needs } of contestants[workload]) {
      output.write(`    ${name.padEnd(width)}  ${ours ? "ours" : "peer"}  ${title}${missing(needs)}\n`);
    }
  }
}

function missing(needs: string | undefined): string {
  return needs === undefined || installedVersion(needs) !== null ? "" : ` (${needs} is not installed)`;
}
