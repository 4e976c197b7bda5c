/** A criterion as plain data: what `criterion.spec` holds and `criterionOf` reads. */
export type CriterionSpec =
  | PatienceSpec
  | { readonly kind: "threshold"; readonly value: number }
  | { readonly kind: "divergence"; readonly value: number }
  | { readonly kind: "generalization-loss"; readonly percent: number }
  | ProgressQuotientSpec
  | UpStripsSpec
  | { readonly kind: "time-limit"; readonly seconds: number }
  | { readonly kind: "step-limit"; readonly steps: number }
  | { readonly kind: "epoch-limit"; readonly epochs: number }
  | { readonly kind: "not-finite" }
  | { readonly kind: "any-of" | "all-of"; readonly criteria: readonly CriterionSpec[] };

/** What `patience` was given, with its defaults. */
export interface PatienceSpec {
  readonly kind: "patience";
  readonly checks: number;
  readonly minDelta: number;
  readonly minDeltaMode: "absolute" | "relative";
  readonly baseline: number | null;
}

/** What `progressQuotient` was given, with its defaults. */
export interface ProgressQuotientSpec {
  readonly kind: "progress-quotient";
  readonly limit: number;
  readonly strip: number;
  readonly tolerance: number;
}

/** What `upStrips` was given, with its default. */
export interface UpStripsSpec {
  readonly kind: "up-strips";
  readonly strips: number;
  readonly strip: number;
}
