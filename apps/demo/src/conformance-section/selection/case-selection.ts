/** Which of the kit's cases to run: one in so many of every suite, all of them, or those of one suite. */
export type CaseSelection =
  | { readonly kind: "sample"; readonly oneIn: number }
  | { readonly kind: "all" }
  | { readonly kind: "suite"; readonly suite: string };

/** A quick look takes one case in so many. */
export const QUICK_LOOK = 20;
