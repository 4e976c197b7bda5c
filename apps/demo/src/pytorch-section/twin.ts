/** A script of PyTorch, and Lockstep's lines that give the same numbers. */
export interface Twin {
  readonly python: string;
  readonly lockstep: string;
}

/** A twin whose numbers are equal to the bit, so that it can be said what the script prints. */
export interface ExactTwin extends Twin {
  readonly printed: string;
}
