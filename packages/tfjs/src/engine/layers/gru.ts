import type { DeviceTensor } from "../../namespace/tfjs-namespace.ts";
import type { RecurrentCell } from "./recurrent-cell.ts";

/**
 * With a from the input and u from the state in the order r, z, n: r = σ(a_r + u_r), z = σ(a_z + u_z), n = tanh(a_n + r·u_n),
 * h' = (1 - z)·n + z·h.
 *
 * Backward, with e the gradient of h': da_n = e·p with p = (1 - z)·(1 - n²); [du_r du_z du_n] = [e e e] times the slopes
 * [p·u_n·r·(1 - r), (h - n)·z·(1 - z), p·r]; da_r = du_r, da_z = du_z; e·z goes straight to h.
 */
export const GRU_CELL: RecurrentCell = {
  gates: 3,
  addsProducts: false,
  forward(tf, fromInput, fromState, before) {
    const hidden = before.h.shape[1]!;
    const parts = (whole: DeviceTensor): [DeviceTensor, DeviceTensor] =>
      tf.split(whole, [2 * hidden, hidden], 1) as [DeviceTensor, DeviceTensor];
    const [inputGates, inputFresh] = parts(fromInput);
    const [stateGates, u] = parts(fromState);
    const [r, z] = tf.split(tf.sigmoid(tf.add(inputGates, stateGates)), 2, 1) as [DeviceTensor, DeviceTensor];
    const n = tf.tanh(tf.add(inputFresh, tf.mul(r, u)));
    const h = tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, before.h));
    return { state: { h, c: before.c }, trace: { r, z, n, u, h: before.h } };
  },
  slopes(tf, trace) {
    const { r, z, n, u, h } = trace as Readonly<Record<"r" | "z" | "n" | "u" | "h", DeviceTensor>>;
    const ofSigmoid = (y: DeviceTensor): DeviceTensor => tf.mul(y, tf.sub(1, y));
    const fresh = tf.mul(tf.sub(1, z), tf.sub(1, tf.square(n)));
    return {
      ofProduct: tf.concat(
        [tf.mul(tf.mul(fresh, u), ofSigmoid(r)), tf.mul(tf.sub(h, n), ofSigmoid(z)), tf.mul(fresh, r)],
        1,
      ),
      fresh,
      update: z,
    };
  },
  backward: (tf, ofState, _ofCell, slopes) => ({
    ofProduct: tf.mul(tf.concat([ofState, ofState, ofState], 1), slopes["ofProduct"]!),
    straight: tf.mul(ofState, slopes["update"]!),
  }),
  ofInputs(tf, ofProduct, ofStates, slopes) {
    const hidden = ofStates.shape[1]!;
    const ofGates = tf.slice(ofProduct, [0, 0], [-1, 2 * hidden]);
    return tf.concat([ofGates, tf.mul(ofStates, slopes["fresh"]!)], 1);
  },
};
