import { InvalidOptionError } from "@lockstep/core";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import { DATA_FACTS } from "./data-facts.ts";

/**
 * Checks that there are enough rows, before any of them is loaded or drawn. A table is measured when it is read.
 *
 * @throws {InvalidOptionError} that names the sizes which would fit.
 */
export function requireRows({ data, rows, validationRows }: ExperimentSettings): void {
  const { label, mostRows } = DATA_FACTS[data];
  if (mostRows === null || rows + validationRows <= mostRows) return;
  throw new InvalidOptionError({
    subject: "training and validation rows",
    rule: `must together be at most the ${mostRows} that ${label} has`,
    received: rows + validationRows,
    remedy:
      validationRows < mostRows
        ? `Train on ${mostRows - validationRows} rows or fewer, or choose other data.`
        : `Validate on fewer rows: ${Math.floor(mostRows / 5)}, say.`,
  });
}
