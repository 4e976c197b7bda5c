import learningRateFile from "../../vectors/learning-rate-schedules.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { VectorCase } from "./vector-files.ts";

/** A schedule's rates at steps 0, 1, 2, ... by the library that it is taken from, and by its closed form. */
export const learningRateCases: readonly (VectorCase<
  { schedule: { kind: string; interval?: "step" | "epoch" }; stepsPerEpoch: number },
  { rates: string; closedForm: string }
> & { readonly tolerance: number })[] = casesOf(learningRateFile);
