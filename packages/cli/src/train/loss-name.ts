import type { FinalActivation } from "./final-activation.ts";

/** The losses that `--loss` knows. */
export const LOSS_NAMES = ["cross-entropy", "mse", "l1", "bce"] as const;

export type LossName = (typeof LOSS_NAMES)[number];

/** Whether a loss takes logits, of which this activation makes what the model gives. */
export function takesLogitsOf(name: LossName, activation: FinalActivation): boolean {
  switch (name) {
    case "cross-entropy":
      return activation !== "Sigmoid";
    case "bce":
      return activation === "Sigmoid";
    case "mse":
    case "l1":
      return false;
  }
}
