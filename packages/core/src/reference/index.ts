// `@lockstep/core/reference`: the reference engine, apart from the main entry so that an adapter's user does not load it.
export { createReferenceEngine, REFERENCE_CAPABILITIES, type ReferenceEngine } from "./reference-engine.ts";
export type { KernelKind, ReferenceOptions } from "./reference-options.ts";
export { cosInDouble } from "../numeric/cos-in-double.ts";
export { erf } from "../numeric/erf.ts";
export { exp } from "../numeric/exp.ts";
export { log } from "../numeric/log.ts";
export { normalQuantile } from "../numeric/normal-quantile.ts";
export { powInDouble } from "../numeric/pow-in-double.ts";
export { sigmoid } from "../numeric/sigmoid.ts";
export { tanh } from "../numeric/tanh.ts";
