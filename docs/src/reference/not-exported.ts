/** What public names mention and nobody needs to name, by package: lists that a type is made from. It may only become shorter. */
export const NOT_EXPORTED: Readonly<Record<string, readonly string[]>> = {
  "@lockstep/conformance": [],
  "@lockstep/core": ["NAMED_ORDERS", "TYPES", "METRIC_NAMES", "MersenneTwister"],
  "@lockstep/onnx": [],
  "@lockstep/onnxruntime-web": [],
  "@lockstep/tfjs": ["CORE", "LAYERS", "FUNCTIONS"],
};
