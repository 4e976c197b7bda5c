import { InvalidOptionError } from "@lockstep/core";

import type { LayersModel, LayersOptimizer } from "../namespace/layers-namespace.ts";

/** @throws {InvalidOptionError} if the model was not compiled. */
export function requireOptimizer(subject: string, model: LayersModel): LayersOptimizer {
  const optimizer = model.optimizer as LayersOptimizer | null | undefined;
  if (optimizer !== null && optimizer !== undefined) return optimizer;
  throw new InvalidOptionError({
    subject: `${subject}: model`,
    rule: "must be compiled",
    remedy: "Call model.compile({ optimizer, loss }) first; to resume a run, with the optimiser that it had.",
  });
}
