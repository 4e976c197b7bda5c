import { casesIn } from "./cell-words.ts";
import type { FeatureMatrix, MatrixRow } from "./feature-matrix.ts";

/** The rows that no case is about, as a run of all cases shows. */
export function outsideRows({ sections }: FeatureMatrix): readonly MatrixRow[] {
  return sections
    .flatMap(({ rows }) => rows)
    .filter(
      ({ cells }) =>
        cells.every(({ counts }) => casesIn(counts) === 0) && !cells.every(({ verdict }) => verdict === "not run"),
    );
}
