import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  featureMatrix,
  matrixHtml,
  matrixMarkdown,
  specClauses,
  type ConformanceRecord,
  type FeatureMatrix,
  type MatrixDocumentOptions,
  type MutantsRecord,
} from "@lockstep/conformance";

/** The root of the repository. */
export const ROOT: string = resolve(import.meta.dirname, "../../..");

const RESULTS = "packages/conformance/results";
const SPECS = "packages/core/spec";
const MUTANTS = "mutants.json";
const PAGE = "features.html";

/** What writes the files anew. */
export const COMMAND = "npx -y pnpm@12 features";

const NOTE =
  `Written by ${COMMAND} from the records in ${RESULTS}, which the tests compare every outcome with. ` +
  "Dates and environments are those of the records.";

/** A file that follows from the records. */
export interface FeatureFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** The clauses of the specifications by the backends of the records. */
export function recordedMatrix(): FeatureMatrix {
  const records = filesIn(RESULTS, "*.json").filter(({ name }) => name !== MUTANTS);
  const specs = filesIn(SPECS, "*.md").filter(({ name }) => name !== "README.md");
  return featureMatrix(
    records.map(({ text }) => JSON.parse(text) as ConformanceRecord),
    specs.flatMap(({ name, text }) => specClauses(name, text)),
  );
}

/** The files that follow from the records, as they have to be. */
export function featureFiles(): readonly FeatureFile[] {
  const matrix = recordedMatrix();
  const mutants = JSON.parse(readFileSync(join(ROOT, RESULTS, MUTANTS), "utf8")) as MutantsRecord;
  const options = (specs: string, note: string): MatrixDocumentOptions => ({ specs, note, mutants });
  const here = `${NOTE} The same as a page, to be opened in a browser: ${RESULTS}/${PAGE}.`;
  return [
    { path: "FEATURES.md", text: matrixMarkdown(matrix, options(`${SPECS}/`, here)) },
    { path: `${RESULTS}/${PAGE}`, text: matrixHtml(matrix, options(`../../../${SPECS}/`, NOTE)) },
  ];
}

function filesIn(folder: string, pattern: string): readonly { readonly name: string; readonly text: string }[] {
  const names = globSync(pattern, { cwd: join(ROOT, folder) }).sort();
  return names.map((name) => ({ name, text: readFileSync(join(ROOT, folder, name), "utf8") }));
}
