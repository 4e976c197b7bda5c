// A module that exports its engine, but no subject.
export { createReferenceEngine } from "@lockstep/core/reference";
