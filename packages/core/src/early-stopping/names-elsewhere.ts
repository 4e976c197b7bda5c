/** Our names of options that other libraries call otherwise. */
const NAMES_ELSEWHERE: Readonly<Record<string, string>> = {
  min_delta: "minDelta",
  tol: "minDelta",
  threshold: "minDelta",
  early_stopping_threshold: "minDelta",
  min_delta_mode: "minDeltaMode",
  threshold_mode: "minDeltaMode",
  thresholdMode: "minDeltaMode",
  n_iter_no_change: "patience",
  rounds: "patience",
  stopping_rounds: "patience",
  early_stopping_rounds: "patience",
  early_stopping_patience: "patience",
  startFromEpoch: "startEpoch",
  start_from_epoch: "startEpoch",
  stopping_threshold: "stopAt",
  divergence_threshold: "divergeAt",
  check_finite: "checkFinite",
  cumulative_delta: "cumulative",
  restoreBestWeights: "restoreBest",
  restore_best_weights: "restoreBest",
  load_best_model_at_end: "restoreBest",
  save_best: "restoreBest",
  min_lr: "minLearningRate",
  initial_value_threshold: "initialValue",
};

/** Hints for `rejectUnknownOptions`: the known names of options that are called otherwise elsewhere. */
export function hintsFor(known: readonly string[]): Readonly<Record<string, string>> {
  const hints = Object.entries(NAMES_ELSEWHERE).filter(([, name]) => known.includes(name));
  return Object.fromEntries(hints.map(([elsewhere, name]) => [elsewhere, `Name it ${name}.`]));
}
