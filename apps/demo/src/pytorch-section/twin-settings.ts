/** What the section's scripts are given. Plain numbers and a seed: they become the page's address. */
export interface TwinSettings {
  /** As `torch.manual_seed` takes it. */
  readonly seed: bigint;
  /** Probability to drop. */
  readonly rate: number;
  readonly rows: number;
  readonly units: number;
  /** Elements to permute, and rows of the data set. */
  readonly count: number;
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** What the section begins with. */
export const DEFAULT_TWIN: TwinSettings = {
  seed: 42n,
  rate: 0.5,
  rows: 8,
  units: 16,
  count: 20,
  batch: 8,
  inputs: 4,
  outputs: 3,
};

/** The fields that hold whole numbers. */
export type TwinSize = Exclude<keyof TwinSettings, "seed" | "rate">;

/** Largest sizes: a mask is as large as PyTorch prints whole, the others as long as anybody reads. */
export const LARGEST_TWIN: Readonly<Record<TwinSize, number>> = {
  rows: 25,
  units: 40,
  count: 5000,
  batch: 5000,
  inputs: 64,
  outputs: 64,
};
