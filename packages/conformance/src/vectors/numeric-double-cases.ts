import numericDoubleFile from "../../vectors/numeric-double.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { VectorCase } from "./vector-files.ts";

/** f64 functions; a case that need not be equal has a tolerance in units of each expected element's last place. */
export const numericDoubleCases: readonly (VectorCase<
  { function: "cos"; values: string } | { function: "pow"; values: string; exponents: string },
  { values: string }
> & { readonly tolerance?: number })[] = casesOf(numericDoubleFile);
