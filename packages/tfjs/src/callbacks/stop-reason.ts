import type { EarlyStoppingReason } from "@lockstep/core";

/** Why a run ended: the rule's reason, all its epochs, or `model.stopTraining` set by someone else. */
export type FitStopReason = EarlyStoppingReason | "epochs" | "aborted";
