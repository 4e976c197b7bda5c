const CONTROL_FLOW = "control flow is not differentiated";
const RECURRENT = "of the recurrent operators LSTM and GRU are written out";
const RANDOM = "it draws from a generator of the runtime's own, which no seed of a run reaches";
const QUANTISED = "quantised models are not trained";

/**
 * The operators that are refused by name, each with the reason.
 *
 * @example
 * REFUSED_OPERATORS.get("Loop"); // "control flow is not differentiated"
 */
export const REFUSED_OPERATORS: ReadonlyMap<string, string> = new Map([
  ["Bernoulli", RANDOM],
  ["DequantizeLinear", QUANTISED],
  ["DynamicQuantizeLinear", QUANTISED],
  ["If", CONTROL_FLOW],
  ["Loop", CONTROL_FLOW],
  ["Multinomial", RANDOM],
  ["QLinearConv", QUANTISED],
  ["QLinearMatMul", QUANTISED],
  ["QuantizeLinear", QUANTISED],
  ["RandomNormal", RANDOM],
  ["RandomNormalLike", RANDOM],
  ["RandomUniform", RANDOM],
  ["RandomUniformLike", RANDOM],
  ["RNN", RECURRENT],
  ["Scan", CONTROL_FLOW],
]);
