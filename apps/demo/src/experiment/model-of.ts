import type { ModelSpec } from "@lockstep/core";
import { classifier } from "lockstep/experiment";
import type { ExperimentData } from "../data/experiment-data.ts";
import type { ExperimentSettings } from "./experiment-settings.ts";

/** The network of an experiment: hidden layers of dense, relu and (with a rate) dropout, then one output a class. */
export function modelOf(
  { hidden, rate }: Pick<ExperimentSettings, "hidden" | "rate">,
  data: Pick<ExperimentData, "features" | "classes">,
): ModelSpec {
  return classifier(data, { hidden, rate: rate === 0 ? null : rate });
}
