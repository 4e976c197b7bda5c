import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** What a run carries from one position to the next, each [rows, hidden]. */
export interface RecurrentState {
  readonly h: DeviceTensor;
  /** c of an LSTM; a GRU leaves it alone. */
  readonly c: DeviceTensor;
}

/** The arithmetic of one position for all rows, in tensors; core's `reference/layers` has it number by number. */
export interface RecurrentCell {
  /** How many products of the state's length it takes. */
  readonly gates: number;
  /** Whether it takes no more of the two products, W_ih·x + b_ih and W_hh·h + b_hh, than their sum. */
  readonly addsProducts: boolean;
  /**
   * @param fromInput W_ih·x + b_ih, [rows, gates · hidden].
   * @param fromState W_hh·h + b_hh, likewise.
   * @returns the state after the position, and what the way back wants to see again, each [rows, ...].
   */
  forward(
    tf: TfjsNamespace,
    fromInput: DeviceTensor,
    fromState: DeviceTensor,
    before: RecurrentState,
  ): { readonly state: RecurrentState; readonly trace: DeviceTensors };
  /**
   * Everything on the way back that waits for no gradient, of all positions at once.
   *
   * @param trace each [positions · rows, ...].
   * @returns likewise.
   */
  slopes(tf: TfjsNamespace, trace: DeviceTensors): DeviceTensors;
  /**
   * @param ofState gradient with respect to h of a position, [rows, hidden].
   * @param ofCell what came back to its c. @default zeros
   * @param slopes of the position.
   */
  backward(
    tf: TfjsNamespace,
    ofState: DeviceTensor,
    ofCell: DeviceTensor | undefined,
    slopes: DeviceTensors,
  ): RecurrentGradients;
  /**
   * Gradient with respect to W_ih·x + b_ih of all positions at once.
   *
   * @param ofProduct that of W_hh·h + b_hh, [positions · rows, gates · hidden].
   * @param ofStates those of h, [positions · rows, hidden].
   * @default that of W_hh·h + b_hh
   */
  ofInputs?(tf: TfjsNamespace, ofProduct: DeviceTensor, ofStates: DeviceTensor, slopes: DeviceTensors): DeviceTensor;
}

/** What goes back from a position. */
interface RecurrentGradients {
  /** Gradient with respect to W_hh·h + b_hh, [rows, gates · hidden]. */
  readonly ofProduct: DeviceTensor;
  /** What goes straight to h of the position before, [rows, hidden]. @default zeros */
  readonly straight?: DeviceTensor;
  /** What goes to c of the position before, likewise. @default zeros */
  readonly ofCell?: DeviceTensor;
}
