import type { Contestant, WorkloadName } from "./workload.ts";
import { EVALUATION_CONTESTANTS } from "./workloads/evaluation/evaluation-contestants.ts";
import { TRAINING_STEP_CONTESTANTS } from "./workloads/training-step/training-step-contestants.ts";

/**
 * Who is timed at what. The first of each list is whom ratios are against, and must be a peer where there is one. Nothing
 * is loaded before `prepare`, so that a process holds only what it times.
 */
export const CONTESTANTS: Readonly<Record<WorkloadName, readonly Contestant[]>> = {
  "training-step": TRAINING_STEP_CONTESTANTS,
  evaluation: EVALUATION_CONTESTANTS,
} as any;
