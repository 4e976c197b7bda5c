import type { ConformanceSubject } from "@lockstep/conformance";

/** Why the engine declines what it declines, on every execution provider. */
export const ORT_DECLINES: NonNullable<ConformanceSubject["declines"]> = {
  microBatches: "no graph for sums of gradients over several batches yet",
  layerKinds: "no operators for this layer yet",
  losses: "no operators for this loss yet",
  denseOnLastAxis: "no operators for dense layers on rows of several axes yet",
  randomSiteKinds: "no operators for this kind of draw yet",
};
