import { formatFigure, formatEpochs } from "lockstep/number-format";
import { BACKENDS, type BackendName } from "../../../backends/backend-name.ts";
import { sameStop } from "./same-stop.ts";
import type { StoppingFacts } from "./stopping-marks.ts";

/** What early stopping has made of a run, in sentences. */
export function describeStopping(backends: readonly StoppingFacts[], patience: number): readonly string[] {
  const [base] = backends;
  const state = base?.earlyStopping ?? null;
  if (base === undefined || state === null || base.history.length === 0) {
    return [`Early stopping waits for the first validation loss; its patience is ${formatEpochs(patience)}.`];
  }
  return [
    forPeople(state.explanation),
    ...(state.bestEpoch === null
      ? ["There is no best epoch yet: no validation loss was a finite number."]
      : [describeBest(state.bestEpoch + 1, state.decision === "stop")]),
    ...describeTogether(backends),
    ...describeCertificate(backends),
  ];
}

/** Core counts epochs from 0 and calls metrics by their names in code. */
export function forPeople(explanation: string): string {
  const words = explanation
    .replaceAll("validationLoss", "validation loss")
    .replaceAll(/\b([Ee]poch) (\d+)/g, (_, word: string, epoch: string) => `${word} ${Number(epoch) + 1}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describeBest(epoch: number, stopped: boolean): string {
  return stopped
    ? `The best epoch was ${epoch}: its weights were put back, and the test rows are measured with them.`
    : `The best epoch so far is ${epoch}: its weights are kept.`;
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
  return [`${who} stopped after epoch ${epochOf(first)}, with the same best epoch.`];
}

function describeCertificate(backends: readonly StoppingFacts[]): readonly string[] {
  const compared = sameStop(backends);
  if (compared === null) return [];
  const { difference, certified, margin, uncertified, epochs } = compared;
  const over = `over ${formatEpochs(epochs)}`;
  if (uncertified !== null) return [`Whether they had to stop alike cannot be certified: ${uncertified}`];
  if (difference === 0)
    return [`They cannot decide differently: the validation losses are the same to the last digit ${over}.`];
  if (difference === Infinity) {
    return ["They might decide differently: a validation loss is a finite number on one backend, and none on another."];
  }
  const worst = formatFigure(difference);
  if (margin === null)
    return [`The validation losses differ by at most ${worst} ${over}; the rule has not compared two of them yet.`];
  const half = `half of ${formatFigure(margin)}, the closest that any decision was`;
  return [
    certified
      ? `They cannot decide differently: the validation losses differ by at most ${worst} ${over}, less than ${half}.`
      : `They might decide differently: the validation losses differ by up to ${worst} ${over}, not less than ${half}.`,
  ];
}

function allOf(count: number): string {
  return count === 2 ? "Both backends" : `All ${count} backends`;
}

function labelOf(name: BackendName): string {
  return BACKENDS[name].label;
}
