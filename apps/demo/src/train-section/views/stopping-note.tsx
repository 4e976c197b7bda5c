import { useCallback, useMemo } from "preact/hooks";
import type { TrainingRun } from "../../training/backend-run.ts";
import { usePacedValue } from "./plot/use-paced-value.ts";
import { describeStopping } from "./stopping/describe-stopping.ts";
import "./views.css";

/** What early stopping has decided and why, and whether every backend had to decide alike. */
export function StoppingNote({ run }: { readonly run: TrainingRun }) {
  const { backends, settings } = run;
  const { patience } = settings;
  const signals = useMemo(
    () => [run.status, ...backends.flatMap((one) => [one.status, one.history, one.earlyStopping])],
    [run, backends],
  );
  const describe = useCallback(() => {
    if (patience === null) {
      return [`Early stopping is off: every backend trains ${settings.epochs} epochs and keeps its last weights.`];
    }
    // One that failed decides nothing any more.
    const going = backends.filter(({ status }) => status.value !== "failed");
    const facts = (going.length > 0 ? going : backends).map(({ name, history, earlyStopping }) => ({
      name,
      history: history.value,
      earlyStopping: earlyStopping.value,
    }));
    return describeStopping(facts, { patience, epochs: settings.epochs }, run.status.value === "done");
  }, [run, backends, settings, patience]);
  const [first, ...more] = usePacedValue(signals, describe);
  return (
    <div class="view stopping-note">
      <p class="view-lead" aria-live="polite">
        {first}
      </p>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <details>
        <summary>What is early stopping?</summary>
        <p>
          A network that trains for long begins to learn its training rows by heart: the training loss goes on falling
          while the loss on rows that it has not seen, the validation loss, rises again. Early stopping watches the
          validation loss after every epoch. It remembers the weights of the best epoch, waits for some epochs without a
          better one (the patience), then stops and puts the best weights back.
        </p>
        <p>
          Every decision compares two numbers, and has a margin: how far they were apart. As long as the losses of two
          backends differ by less than half of the smallest margin, both must decide alike at every epoch; rounding
          cannot change where they stop. Once a rounding has switched a relu on in one backend and off in another, their
          losses part, and nothing makes them stop alike any more; the sentences above then say so.
        </p>
      </details>
    </div>
  );
}
