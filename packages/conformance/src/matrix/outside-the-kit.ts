const STRICT = "values of the reference engine alone, which no other engine has to repeat (E1)";
const REFUSED_BY_CORE = "core's options are refused by core, before there is an engine";
const CONTROL = "what core does in which order, with no number that could differ between machines";
const DECLINED = "what an engine declines is seen of one that declines it; the reference engine declines nothing";
const BATCH_NORM = "batch norm has no law on engines yet; it is proved of the reference engine";

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
  "NRM-4": BATCH_NORM,
  "NRM-5": BATCH_NORM,
  "NUM-1": STRICT,
  "NUM-2": STRICT,
  "NUM-3": STRICT,
  "NUM-4": STRICT,
  "NUM-5": STRICT,
  "NUM-6": STRICT,
  "NUM-7": STRICT,
  "NUM-8": STRICT,
  "NUM-9": STRICT,
  "POL-8": DECLINED,
  "SCH-11": REFUSED_BY_CORE,
  "SGD-11": REFUSED_BY_CORE,
  "STP-23": "a warning, which changes nothing",
  "STP-24": REFUSED_BY_CORE,
  "TOR-18": REFUSED_BY_CORE,
  "TOR-20": "whole scripts, which train for longer than all suites together",
  "TRN-2": STRICT,
};
