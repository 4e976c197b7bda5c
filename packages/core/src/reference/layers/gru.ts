import { sigmoid } from "../../numeric/sigmoid.ts";
import { tanh } from "../../numeric/tanh.ts";
import type { RecurrentCell } from "../kernels/recurrent-cell.ts";

const f32 = Math.fround;

/**
 * With a from the input, u from the state, in the order r, z, n: r = σ(f32(a_r + u_r)), z = σ(f32(a_z + u_z)), n =
 * tanh(f32(a_n + f32(r·u_n))), h' = f32(f32(f32(1 - z)·n) + f32(z·h)).
 *
 * Backward, with g the gradient of h': dn = g·(1 - z), dz = g·(h - n), and g·z goes straight to h; through tanh da_n =
 * dn·(1 - n²), du_n = da_n·r, dr = da_n·u_n; through σ da_r = du_r = dr·(r·(1 - r)), and so for z. Every operation in f32.
 */
export const GRU_CELL: RecurrentCell = {
  name: "gru",
  gates: 3,
  hasCells: false,
  forward({ fromInput, fromState, gates, states }, hidden, place, before) {
    for (let unit = 0; unit < hidden; unit++) {
      const r = 3 * hidden * place + unit;
      const z = r + hidden;
      const n = z + hidden;
      const reset = sigmoid(f32(fromInput[r]! + fromState[r]!));
      const update = sigmoid(f32(fromInput[z]! + fromState[z]!));
      const fresh = tanh(f32(fromInput[n]! + f32(reset * fromState[n]!)));
      const held = before < 0 ? 0 : f32(update * states[before * hidden + unit]!);
      states[place * hidden + unit] = f32(f32(1 - update) * fresh) + held;
      gates[r] = reset;
      gates[z] = update;
      gates[n] = fresh;
    }
  },
  backward({ fromState, gates, states }, hidden, place, before, gradients, state) {
    for (let unit = 0; unit < hidden; unit++) {
      const r = 3 * hidden * place + unit;
      const z = r + hidden;
      const n = z + hidden;
      const [reset, update, fresh] = [gates[r]!, gates[z]!, gates[n]!];
      const stateBefore = before < 0 ? 0 : states[before * hidden + unit]!;
      const g = state[unit]!;
      const ofFresh = f32(f32(g * f32(1 - update)) * f32(1 - f32(fresh * fresh)));
      const ofUpdate = f32(f32(g * f32(stateBefore - fresh)) * f32(update * f32(1 - update)));
      const ofReset = f32(f32(ofFresh * fromState[n]!) * f32(reset * f32(1 - reset)));
      gradients.fromInput[r] = ofReset;
      gradients.fromState[r] = ofReset;
      gradients.fromInput[z] = ofUpdate;
      gradients.fromState[z] = ofUpdate;
      gradients.fromInput[n] = ofFresh;
      gradients.fromState[n] = ofFresh * reset;
      state[unit] = g * update;
    }
  },
};
