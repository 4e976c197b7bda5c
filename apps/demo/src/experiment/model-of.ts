import { dense, dropout, relu, sequential, type LayerSpec, type ModelSpec } from "@lockstep/core";
import type { ExperimentData } from "../data/experiment-data.ts";
import type { ExperimentSettings } from "./experiment-settings.ts";

/** The network of an experiment: hidden layers of dense, relu and (with a rate) dropout, then one output a class. */
export function modelOf(
  { hidden, rate }: Pick<ExperimentSettings, "hidden" | "rate">,
  { features, classes }: Pick<ExperimentData, "features" | "classes">,
): ModelSpec {
  const layers = hidden.flatMap((units): LayerSpec[] => [dense(units), relu(), ...(rate === 0 ? [] : [dropout(rate)])]);
  return sequential({ inputShape: [features], layers: [...layers, dense(classes)] });
}
