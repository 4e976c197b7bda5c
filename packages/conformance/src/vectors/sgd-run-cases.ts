import sgdRunFile from "../../vectors/sgd-runs.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { RunInput, strictTrajectoryCases, trajectoryCases, VectorCase } from "./vector-files.ts";

type TrajectoryCase = (typeof trajectoryCases)[number];
type StrictCase = (typeof strictTrajectoryCases)[number];

/** Runs with schedules, clipping and max-norm by PyTorch in float64. */
export const sgdRunCases: readonly (VectorCase<RunInput, Pick<TrajectoryCase["expect"], "float64">> & {
  readonly tolerance: number;
})[] = casesOf(sgdRunFile, "sgd.run");

/** Such runs of the reference engine, bit for bit. */
export const strictSgdRunCases: readonly StrictCase[] = casesOf(sgdRunFile, "sgd.strict-run");
