import type { EarlyStoppingState } from "@lockstep/core";
import { formatDifference, formatEpochs } from "lockstep/number-format";
import { BACKENDS, type BackendName } from "../../../backends/backend-name.ts";
import { sameStop } from "./same-stop.ts";
import type { StoppingFacts } from "./stopping-marks.ts";

/** What a run was told about its end. */
export interface StoppingLimits {
  readonly patience: number;
  /** The most epochs. */
  readonly epochs: number;
}

/**
 * What early stopping has made of a run, in sentences.
 *
 * @param over whether all backends have ended
 */
export function describeStopping(
  backends: readonly StoppingFacts[],
  { patience, epochs }: StoppingLimits,
  over: boolean,
): readonly string[] {
  const [base] = backends;
  const state = base?.earlyStopping ?? null;
  if (base === undefined || state === null || base.history.length === 0) {
    return [`Early stopping waits for the first validation loss; its patience is ${formatEpochs(patience)}.`];
  }
  const lost = backends.filter(hasLostItsLoss);
  return [
    forPeople(state.explanation),
    ...describeBest(state, over, epochs),
    ...describeTogether(backends),
    ...(lost.length > 0 ? [describeLost(lost, backends.length)] : describeCertificate(backends, over)),
  ];
}

/** Core counts epochs from 0 and calls metrics by their names in code. */
export function forPeople(explanation: string): string {
  const words = explanation
    .replaceAll("validationLoss", "validation loss")
    .replaceAll(/\b([Ee]poch) (\d+)/g, (_, word: string, epoch: string) => `${word} ${Number(epoch) + 1}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describeBest({ bestEpoch, decision }: EarlyStoppingState, over: boolean, epochs: number): readonly string[] {
  const stopped = decision === "stop";
  if (bestEpoch === null) {
    return [
      stopped || over
        ? "There is no best epoch, so no weights could be put back: no validation loss was a finite number."
        : "There is no best epoch yet: no validation loss was a finite number.",
    ];
  }
  const best = bestEpoch + 1;
  if (stopped)
    return [`The best epoch was ${best}: its weights were put back, and the test rows are measured with them.`];
  return [
    over
      ? `The run ended at its limit of ${formatEpochs(epochs)}, before early stopping did. The best epoch was ${best}: its ` +
        "weights were put back, and the test rows were measured with them."
      : `The best epoch so far is ${best}: its weights are kept.`,
  ];
}

function hasLostItsLoss({ history }: StoppingFacts): boolean {
  return !Number.isFinite(history.at(-1)?.validationLoss ?? 0);
}

function describeLost(lost: readonly StoppingFacts[], all: number): string {
  const where = lost.length === all ? "" : ` on ${lost.map(({ name }) => labelOf(name)).join(" and ")}`;
  return `The loss is no longer a number${where}: the steps were too large. Lower the learning rate and start again.`;
}

function describeTogether(backends: readonly StoppingFacts[]): readonly string[] {
  if (backends.length < 2) return [];
  const stopped = backends.filter(({ earlyStopping }) => earlyStopping?.decision === "stop");
  if (stopped.length === 0) return [];
  const epochOf = ({ history }: StoppingFacts): number => (history.at(-1)?.epoch ?? -1) + 1;
  const bestOf = ({ earlyStopping }: StoppingFacts): number | null => earlyStopping?.bestEpoch ?? null;
  const [first] = stopped as [StoppingFacts];
  const alike = stopped.every((other) => epochOf(other) === epochOf(first) && bestOf(other) === bestOf(first));
  if (!alike)
    return [
      `${stopped.map((one) => `${labelOf(one.name)} stopped after epoch ${epochOf(one)}`).join("; ")}. Their validation ` +
        "losses were too far apart to decide alike: “Difference between backends” below says where they part, and why.",
    ];
  const who =
    stopped.length === backends.length ? allOf(stopped.length) : stopped.map(({ name }) => labelOf(name)).join(" and ");
  const same = bestOf(first) === null ? "" : ", with the same best epoch";
  return [`${who} stopped after epoch ${epochOf(first)}${same}.`];
}

function describeCertificate(backends: readonly StoppingFacts[], over: boolean): readonly string[] {
  const compared = sameStop(backends);
  if (compared === null) return [];
  const { difference, certified, margin, uncertified, epochs, alike } = compared;
  const span = `over ${formatEpochs(epochs)}`;
  if (uncertified !== null) return [`Whether they had to stop alike cannot be certified: ${uncertified}`];
  const cannot = over ? "They could not have decided differently" : "They cannot decide differently";
  const might = over ? "They could have decided differently" : "They might decide differently";
  const ending = over ? `; here they ${alike ? "did not" : "did"}.` : ".";
  if (difference === 0) return [`${cannot}: their validation losses, which the rule compares, are equal ${span}.`];
  if (difference === Infinity) {
    return [`${might}: a validation loss is a finite number on one backend, and none on another${ending}`];
  }
  const differ = `the validation losses ${over ? "differed" : "differ"} by`;
  const worst = formatDifference(difference);
  if (margin === null) {
    const verb = over ? "never compared two of them" : "has not compared two of them yet";
    return [`The validation losses ${over ? "differed" : "differ"} by at most ${worst} ${span}; the rule ${verb}.`];
  }
  if (margin === 0) {
    return [`${might}: ${differ} up to ${worst} ${span}, and one decision was between two equal losses${ending}`];
  }
  const half = `half of ${formatDifference(margin)}, the closest that any decision was`;
  return [
    certified
      ? `${cannot}: ${differ} at most ${worst} ${span}, less than ${half}.`
      : `${might}: ${differ} up to ${worst} ${span}, not less than ${half}${ending}`,
  ];
}

function allOf(count: number): string {
  return count === 2 ? "Both backends" : `All ${count} backends`;
}

function labelOf(name: BackendName): string {
  return BACKENDS[name].label;
}
