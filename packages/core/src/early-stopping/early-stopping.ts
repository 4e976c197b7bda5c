import { isCheckDue } from "./check-every.ts";
import type { DialectOptions } from "./dialects/dialects.ts";
import { observeDialect, resolveDialect, startDialect } from "./dialects/observe-dialect.ts";
import { placeOf } from "./describe-check.ts";
import type { EarlyStoppingOptions, EarlyStoppingSettings } from "./early-stopping-options.ts";
import type { EarlyStoppingState } from "./early-stopping-state.ts";
import type { Observation } from "./observation.ts";
import { resolveOwnOptions } from "./own-options.ts";
import { observeOwnRule, startOwnRule } from "./own-rule.ts";

export type { EarlyStoppingState } from "./early-stopping-state.ts";

/** An early-stopping rule: checked options and a pure reducer over observations. */
export interface EarlyStopping {
  readonly options: EarlyStoppingSettings;
  /** The state before the first check. */
  start(): EarlyStoppingState;
  /** The state after one more check; a state that says "stop" stays as it is. */
  observe(state: EarlyStoppingState, observation: Observation): EarlyStoppingState;
}

/**
 * Early stopping with patience: stop at the `patience`-th consecutive check whose value is not better than the
 * reference by more than `minDelta` (strictly; a tie is no improvement).
 *
 * Two bests are kept apart: the *reference* of patience moves only on gains larger than `minDelta`, the *best* moves on
 * any strict gain, so that a slightly better epoch is not thrown away because it did not impress patience.
 *
 * With `criteria` in place of `patience`, other rules decide, alone or combined. With `dialect`, the rule is that of
 * another library, off-by-ones and NaN handling included; its options have our names where they mean the same, and its
 * defaults.
 *
 * @param options {@link PatienceOptions} or {@link CriteriaOptions}; or the options of a dialect: {@link DialectTypes}.
 * @throws {InvalidOptionError} for a value out of range, an unknown metric or an unknown option.
 * @throws {NonFiniteValueError} when a rule with `nonFinite: "throw"` observes a NaN or an infinity.
 * @example
 * const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 });
 * let state = rule.start();
 * for (const [epoch, value] of [0.9, 0.7, 0.8, 0.75].entries()) state = rule.observe(state, { epoch, value });
 * state.decision; // "stop"
 * state.bestEpoch; // 1
 *
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(patience(5), generalizationLoss(20)) });
 * earlyStopping({ monitor: "validationLoss", mode: "min", dialect: "keras3", patience: 3, restoreBest: true });
 * @see Prechelt, "Early stopping - but when?" (1998)
 */
export function earlyStopping(options: EarlyStoppingOptions): EarlyStopping {
  if (isDialect(options)) {
    const settings = resolveDialect(options);
    return rule(settings, startDialect, observeDialect);
  }
  const own = resolveOwnOptions(options);
  return rule(
    own.settings,
    () => startOwnRule(own),
    (_settings, state, observation) => observeOwnRule(own, state, observation),
  );
}

/** What all rules share: a stop is final, and only checks that are due are looked at. */
function rule<Settings extends EarlyStoppingSettings>(
  settings: Settings,
  start: (settings: Settings) => EarlyStoppingState,
  observe: (settings: Settings, state: EarlyStoppingState, observation: Observation) => EarlyStoppingState,
): EarlyStopping {
  const { checkEvery } = settings;
  return {
    options: settings,
    start: () => start(settings),
    observe(state, observation) {
      if (state.decision === "stop") return state;
      if (isCheckDue(checkEvery, observation)) return observe(settings, state, observation);
      const interval = "epochs" in checkEvery ? `${checkEvery.epochs} epochs` : `${checkEvery.steps} steps`;
      const explanation = `No check is due at ${placeOf(observation, checkEvery)}: one is every ${interval}.`;
      return { ...state, decision: "waiting", explanation };
    },
  };
}

function isDialect(options: EarlyStoppingOptions): options is DialectOptions {
  return typeof options === "object" && options !== null && "dialect" in options && (options.dialect ?? null) !== null;
}
