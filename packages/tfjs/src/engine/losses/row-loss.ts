import type { DeviceTensor } from "../../namespace/tfjs-namespace.ts";

/** The loss of each row on its own: not weighted, not averaged. */
export interface RowLoss {
  /** [rows]. */
  readonly losses: DeviceTensor;
  /** Gradient of each row's loss with respect to the row's output, in the output's shape; computed when asked for. */
  readonly gradients: () => DeviceTensor;
}
