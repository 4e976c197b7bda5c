import fc from "fast-check";
import { GRU_CELL } from "../../../src/reference/layers/gru.ts";
import { LSTM_CELL } from "../../../src/reference/layers/lstm.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

const small = fc.integer({ min: 1, max: 5 });

/** One position of LSTM and GRU, forward and backward, the first and a later one. */
export const recurrentCellLaw: KernelLaw = (kernels) => {
  const cases = fc
    .record({ rows: small, hidden: small, positions: small, cell: fc.constantFrom(LSTM_CELL, GRU_CELL) })
    .chain((form) => {
      const places = form.rows * form.positions;
      const [units, gates] = [places * form.hidden, places * form.hidden * form.cell.gates];
      return fc.record({
        form: fc.constant(form),
        position: fc.nat(form.positions - 1),
        before: fc.integer({ min: -1, max: form.positions - 1 }),
        ofGates: fc.tuple(floats(gates), floats(gates), floats(gates), floats(gates), floats(gates)),
        ofUnits: fc.tuple(floats(units), floats(units), floats(units)),
        ofRows: fc.tuple(floats(form.rows * form.hidden), floats(form.rows * form.hidden)),
      });
    });
  fc.assert(
    fc.property(cases, ({ form: { cell, ...form }, position, before, ofGates, ofUnits, ofRows }) => {
      expectSameBits(kernels, [...ofGates, ...ofUnits, ...ofRows], (own, arrays) => {
        const [fromInput, fromState, gates, ofInput, ofState, states, cells, taken, state, carried] = arrays;
        const trace = {
          fromInput: fromInput!,
          fromState: fromState!,
          gates: gates!,
          states: states!,
          cells: cells!,
          taken: taken!,
        };
        const step = { ...form, position, before };
        own.cellForward(cell, trace, step);
        const after = [gates!, states!, cells!].map((array) => array.slice());
        const gradients = { fromInput: ofInput!, fromState: ofState! };
        own.cellBackward(cell, trace, step, gradients, state!, carried!);
        return after;
      });
    }),
    { numRuns: 200 },
  );
};
