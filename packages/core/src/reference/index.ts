// `@lockstep/core/reference`: the reference engine, apart from the main entry so that an adapter's user does not load it.
export { createReferenceEngine } from "./reference-engine.ts";
