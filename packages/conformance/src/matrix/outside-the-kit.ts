const REFUSED_BY_CORE = "core's options are refused by core, before there is an engine";
const CONTROL = "what core does in which order, with no number that could differ between machines";
const DECLINED = "what an engine declines is seen of one that declines it; the reference engine declines nothing";
const BOUND = "a rule of the kit itself, by which it bounds what other clauses allow; the kit's own tests prove it";

/** Why no case of the kit proves a clause; what does is told by the clause itself. */
export const OUTSIDE_THE_KIT: Readonly<Record<string, string>> = {
  "BAT-15": CONTROL,
  "CKP-1": CONTROL,
  "CNV-1": REFUSED_BY_CORE,
  "DAT-3": CONTROL,
  "DAT-6": "thousands of damaged files take longer than all suites together",
  "DRP-15": "what Lockstep has not",
  "LSS-12": DECLINED,
  "NET-3": CONTROL,
  "NPY-6": REFUSED_BY_CORE,
  "POL-8": DECLINED,
  "SCH-11": REFUSED_BY_CORE,
  "SGD-11": REFUSED_BY_CORE,
  "STP-23": "a warning, which changes nothing",
  "TOL-1": BOUND,
  "TOL-2": BOUND,
  "TOL-3": BOUND,
  "TOL-4": BOUND,
  "TOL-5": BOUND,
  "TOL-6": BOUND,
  "TOL-7": BOUND,
  "TOL-8": BOUND,
  "TOL-9": BOUND,
  "TOL-10": BOUND,
  "TOL-11": BOUND,
  "TOR-18": REFUSED_BY_CORE,
  "TOR-20": "whole scripts, which train for longer than all suites together",
};
