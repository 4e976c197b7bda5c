import type { MetricName } from "@lockstep/core";
import type { DataSource } from "../data/data-source.ts";
import type { SplitSizes } from "../experiment/split-sizes.ts";
import type { EngineName } from "../engines.ts";

/** Checked options of `lockstep compare`, with every default filled in. */
export interface CompareOptions {
  readonly dataset: DatasetFacts;
  /** Of the first table; null if it is left out. */
  readonly remedies: RemediesOptions | null;
  /** Of the second table; null if it is left out. */
  readonly agreement: AgreementOptions | null;
  /** Training processes at a time. */
  readonly jobs: number;
  /** Where the figures go as JSON. */
  readonly json: string | null;
  /** Where the learning curves go as SVG. */
  readonly picture: string | null;
}

/** What captions say about the data. */
export interface DatasetFacts {
  readonly name: string;
  readonly source: DataSource;
  readonly features: number;
  readonly classes: number;
  readonly scaling: "unit" | "standardised";
}

/** What the runs of one table have in common. */
export interface TrainingOptions {
  readonly sizes: SplitSizes;
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly rate: number;
  readonly monitor: MetricName;
  readonly patience: number;
}

export interface RemediesOptions {
  readonly engine: EngineName;
  readonly seeds: readonly number[];
  /** Share of training labels that the second half of the runs replaces; 0 leaves that half out. */
  readonly labelNoise: number;
  readonly training: TrainingOptions;
}

export interface AgreementOptions {
  /** The first one that others are compared with: `reference` if it is among them. */
  readonly engines: readonly EngineName[];
  readonly seed: number;
  readonly training: TrainingOptions;
}
