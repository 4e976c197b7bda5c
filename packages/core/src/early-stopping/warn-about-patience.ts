import type { CriterionSpec } from "./criteria/criterion-spec.ts";
import type { EarlyStoppingSettings } from "./early-stopping-options.ts";
import type { ReduceOnPlateauSettings } from "./reduce-on-plateau-options.ts";

/**
 * A warning if, on the same checks of the same metric, stopping leaves a lower learning rate no chance; else undefined.
 * On a run that does not improve at all, training stops at its S-th bad check and the learning rate falls at its R-th:
 *
 * - S ≤ R: the learning rate never falls before the end.
 * - S ≤ R + cooldown: it falls once, and training stops before the cooldown is over.
 * - The two watch in opposite directions: what improves for one does not for the other.
 *
 * S is patience, or patience + 1 for Flax and scikit-learn's MLP; R is patience + 1 for PyTorch's rule and patience for
 * Keras's. Other criteria than patience tell nothing about S.
 *
 * @example
 * const watch = { monitor: "validationLoss", mode: "min" } as const;
 * warnAboutPatience(earlyStopping({ ...watch, patience: 10 }), reduceOnPlateau({ ...watch, patience: 3 })); // undefined
 */
export function warnAboutPatience(
  stopping: { readonly options: EarlyStoppingSettings },
  plateau: { readonly options: ReduceOnPlateauSettings },
): string | undefined {
  const { monitor, mode, patience, cooldown, dialect } = plateau.options;
  const sameChecks = JSON.stringify(stopping.options.checkEvery) === JSON.stringify(plateau.options.checkEvery);
  if (stopping.options.monitor !== monitor || !sameChecks) return undefined;
  if (stopping.options.mode !== mode) {
    const directions = `early stopping "${stopping.options.mode}", reduceOnPlateau "${mode}"`;
    return `The two watch ${monitor} in opposite directions (${directions}): one counts every gain as a loss.`;
  }
  const stop = checksUntilStop(stopping.options);
  const fall = dialect === "keras3" ? Math.max(1, patience) : patience + 1;
  if (stop === undefined || stop > fall + cooldown) return undefined;
  const what =
    stop <= fall
      ? `before reduceOnPlateau would lower the learning rate, at check ${fall}.`
      : `within the cooldown of the reduction at check ${fall}: the lower rate hardly gets a chance.`;
  return (
    `Early stopping ends a run without improvement at check ${stop}, ${what} ` +
    `Give early stopping a patience of more than ${fall + cooldown}, or reduceOnPlateau a smaller one.`
  );
}

/** At which consecutive check without improvement a rule stops; undefined if that depends on more. */
function checksUntilStop(options: EarlyStoppingSettings): number | undefined {
  if (options.dialect === null) return options.criteria === null ? options.patience! : checksOf(options.criteria);
  if (options.dialect === "flax" || options.dialect === "sklearn-mlp") return options.patience + 1;
  if (options.dialect === "lightgbm" && options.patience <= 0) return undefined;
  return Math.max(1, options.patience);
}

function checksOf(criterion: CriterionSpec): number | undefined {
  if (criterion.kind === "patience") return criterion.checks;
  if (criterion.kind !== "any-of") return undefined;
  const counts = criterion.criteria.map(checksOf).filter((checks) => checks !== undefined);
  return counts.length === 0 ? undefined : Math.min(...counts);
}
