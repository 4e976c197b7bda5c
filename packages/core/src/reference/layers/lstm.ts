import { sigmoid } from "../../numeric/sigmoid.ts";
import { tanh } from "../../numeric/tanh.ts";
import type { RecurrentCell } from "../kernels/recurrent-cell.ts";

const f32 = Math.fround;

/**
 * With s = f32(a + u), a from the input and u from the state, in the order i, f, g, o: c' = f32(f32(σ(s_f)·c) +
 * f32(σ(s_i)·tanh(s_g))), h' = f32(σ(s_o)·tanh(c')).
 *
 * Backward, with e the gradient of h' and t = tanh(c'): do = e·t; dc' = dc' + (e·o)·(1 - t²); df = dc'·c, di = dc'·g, dg =
 * dc'·i, and dc'·f goes to c; through σ ds = di·(i·(1 - i)), and so for f and o, through tanh ds_g = dg·(1 - g²); da = du =
 * ds. Every operation in f32.
 */
export const LSTM_CELL: RecurrentCell = {
  name: "lstm",
  gates: 4,
  hasCells: true,
  forward({ fromInput, fromState, gates, states, cells }, hidden, place, before) {
    for (let unit = 0; unit < hidden; unit++) {
      const i = 4 * hidden * place + unit;
      const [f, g, o] = [i + hidden, i + 2 * hidden, i + 3 * hidden];
      for (const gate of [i, f, o]) gates[gate] = sigmoid(f32(fromInput[gate]! + fromState[gate]!));
      const fresh = tanh(f32(fromInput[g]! + fromState[g]!));
      const held = before < 0 ? 0 : f32(gates[f]! * cells[before * hidden + unit]!);
      const cell = f32(held + f32(gates[i]! * fresh));
      gates[g] = fresh;
      cells[place * hidden + unit] = cell;
      states[place * hidden + unit] = gates[o]! * tanh(cell);
    }
  },
  backward({ gates, cells }, hidden, place, before, { fromInput, fromState }, state, cell) {
    for (let unit = 0; unit < hidden; unit++) {
      const i = 4 * hidden * place + unit;
      const [f, g, o] = [i + hidden, i + 2 * hidden, i + 3 * hidden];
      const [input, forget, fresh, output] = [gates[i]!, gates[f]!, gates[g]!, gates[o]!];
      const t = tanh(cells[place * hidden + unit]!);
      const e = state[unit]!;
      const ofCell = f32(cell[unit]! + f32(f32(e * output) * f32(1 - f32(t * t))));
      fromInput[i] = f32(ofCell * fresh) * f32(input * f32(1 - input));
      const cellBefore = before < 0 ? 0 : cells[before * hidden + unit]!;
      fromInput[f] = f32(ofCell * cellBefore) * f32(forget * f32(1 - forget));
      fromInput[g] = f32(ofCell * input) * f32(1 - f32(fresh * fresh));
      fromInput[o] = f32(e * t) * f32(output * f32(1 - output));
      for (const gate of [i, f, g, o]) fromState[gate] = fromInput[gate]!;
      state[unit] = 0;
      cell[unit] = ofCell * forget;
    }
  },
};
