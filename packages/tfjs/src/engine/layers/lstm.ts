import type { DeviceTensor } from "../../namespace/tfjs-namespace.ts";
import type { RecurrentCell } from "./recurrent-cell.ts";

/**
 * With s = a + u in the order i, f, g, o and k = tanh(s_g): c' = σ(s_f)·c + σ(s_i)·k, h' = σ(s_o)·tanh(c').
 *
 * Backward, with e the gradient of h' and t = tanh(c'): dc' = dc' + e·[o·(1 - t²)]; ds = [dc' dc' dc' e] times
 * [k·i·(1 - i), c·f·(1 - f), i·(1 - k²), t·o·(1 - o)], the slopes; dc = dc'·f.
 */
export const LSTM_CELL: RecurrentCell = {
  gates: 4,
  addsProducts: true,
  forward(tf, fromInput, fromState, before) {
    const sums = tf.add(fromInput, fromState);
    // One call for three gates, and a quarter of it for nothing: fewer calls are faster than fewer numbers.
    const gates = tf.sigmoid(sums);
    const [i, f, , o] = tf.split(gates, 4, 1) as [DeviceTensor, DeviceTensor, DeviceTensor, DeviceTensor];
    const hidden = i.shape[1]!;
    const k = tf.tanh(tf.slice(sums, [0, 2 * hidden], [-1, hidden]));
    const c = tf.add(tf.mul(f, before.c), tf.mul(i, k));
    const t = tf.tanh(c);
    return { state: { h: tf.mul(o, t), c }, trace: { i, f, k, o, t, c: before.c } };
  },
  slopes(tf, trace) {
    const { i, f, k, o, t, c } = trace as Readonly<Record<"i" | "f" | "k" | "o" | "t" | "c", DeviceTensor>>;
    const ofSigmoid = (y: DeviceTensor): DeviceTensor => tf.mul(y, tf.sub(1, y));
    const ofTanh = (y: DeviceTensor): DeviceTensor => tf.sub(1, tf.square(y));
    return {
      ofSums: tf.concat(
        [tf.mul(k, ofSigmoid(i)), tf.mul(c, ofSigmoid(f)), tf.mul(i, ofTanh(k)), tf.mul(t, ofSigmoid(o))],
        1,
      ),
      ofCell: tf.mul(o, ofTanh(t)),
      forget: f,
    };
  },
  backward(tf, ofState, ofCell, slopes) {
    const own = tf.mul(ofState, slopes["ofCell"]!);
    const total = ofCell === undefined ? own : tf.add(ofCell, own);
    return {
      ofProduct: tf.mul(tf.concat([total, total, total, ofState], 1), slopes["ofSums"]!),
      ofCell: tf.mul(total, slopes["forget"]!),
    };
  },
};
