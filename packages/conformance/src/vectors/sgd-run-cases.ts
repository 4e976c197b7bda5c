import sgdRunFile from "../../vectors/sgd-runs.json" with { type: "json" };
import type { RunInput, strictTrajectoryCases, trajectoryCases, VectorCase } from "./vector-files.ts";

type TrajectoryCase = (typeof trajectoryCases)[number];
type StrictCase = (typeof strictTrajectoryCases)[number];

const cases = sgdRunFile.cases as readonly unknown[] as readonly VectorCase<RunInput, object>[];

/** Runs with schedules, clipping and max-norm by PyTorch in float64. */
export const sgdRunCases: readonly (VectorCase<RunInput, Pick<TrajectoryCase["expect"], "float64">> & {
  readonly tolerance: number;
})[] = cases.filter(({ id }) => id.startsWith("sgd.run.")) as never;

/** Such runs of the reference engine, bit for bit. */
export const strictSgdRunCases: readonly StrictCase[] = cases.filter(({ id }) =>
  id.startsWith("sgd.strict-run."),
) as never;
