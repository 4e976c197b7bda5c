/** A way to train that the first table compares. */
export interface Remedy {
  readonly name: RemedyName;
  readonly dropout: boolean;
  readonly stopping: boolean;
}

export type RemedyName = "none" | "early stopping" | "dropout" | "both";

/** In the order of the table's rows. */
export const REMEDIES: readonly Remedy[] = [
  { name: "none", dropout: false, stopping: false },
  { name: "early stopping", dropout: false, stopping: true },
  { name: "dropout", dropout: true, stopping: false },
  { name: "both", dropout: true, stopping: true },
];

/** Whether a run's training labels are the data's own, or some of them replaced. */
export type LabelKind = "clean" | "noisy";
