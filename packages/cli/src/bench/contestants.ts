import type { Contestant, WorkloadName } from "./workload.ts";
import { BATCH_ASSEMBLY_CONTESTANTS } from "./workloads/batch-assembly/batch-assembly-contestants.ts";
import { BOOKKEEPING_CONTESTANTS } from "./workloads/bookkeeping/bookkeeping-contestants.ts";
import { DROPOUT_CONTESTANTS } from "./workloads/dropout/dropout-contestants.ts";
import { EVALUATION_CONTESTANTS } from "./workloads/evaluation/evaluation-contestants.ts";
import { MASK_CONTESTANTS } from "./workloads/masks/mask-contestants.ts";
import { SHUFFLING_CONTESTANTS } from "./workloads/shuffling/shuffling-contestants.ts";
import { TRAINING_STEP_CONTESTANTS } from "./workloads/training-step/training-step-contestants.ts";

/**
 * Who is timed at what. Ratios are against the first of each list: a peer, except of bookkeeping, which has none. Nothing
 * is loaded before `prepare`, so that a process holds only what it times.
 */
export const CONTESTANTS: Readonly<Record<WorkloadName, readonly Contestant[]>> = {
  "training-step": TRAINING_STEP_CONTESTANTS,
  evaluation: EVALUATION_CONTESTANTS,
  dropout: DROPOUT_CONTESTANTS,
  masks: MASK_CONTESTANTS,
  shuffling: SHUFFLING_CONTESTANTS,
  "batch-assembly": BATCH_ASSEMBLY_CONTESTANTS,
  bookkeeping: BOOKKEEPING_CONTESTANTS,
};
