import type { ArrayDataset } from "@lockstep/core";

/** The rows of one experiment: disjoint, drawn, noised and scaled as the seed says. */
export interface ExperimentData {
  readonly training: ArrayDataset;
  readonly validation: ArrayDataset;
  readonly test: ArrayDataset;
  readonly features: number;
  readonly classes: number;
  /** What the page calls the classes, by index. */
  readonly classNames: readonly string[];
  /** Height and width of a row that is a grey image; null for others. */
  readonly imageShape: readonly [number, number] | null;
}

/** A user's own table. */
export interface CsvFile {
  readonly name: string;
  /** As bytes: handing them to workers copies nothing. */
  readonly content: Blob;
}
