import { useState } from "preact/hooks";
import { BACKENDS } from "../../backends/backend-name.ts";
import { DATA_FACTS } from "../../data/data-facts.ts";
import type { TrainingRun } from "../../training/backend-run.ts";
import { Button } from "../../ui/button.tsx";
import { describeMistakes, takenForAnother } from "./mistakes/describe-mistakes.ts";
import { MistakeList } from "./mistakes/mistake-list.tsx";
import { MistakePictures } from "./mistakes/mistake-pictures.tsx";
import "./views.css";
import "./mistakes/mistakes.css";

/** Mistakes that are shown before more are asked for. */
const FEW = 24;

/** Test rows that the first backend takes for another class, and whether the others do so too. */
export function Mistakes({
  run,
  classNames,
}: {
  readonly run: TrainingRun;
  /** By index; null where they have no names, or are not known yet. */
  readonly classNames: readonly string[] | null;
}) {
  const [all, setAll] = useState(false);
  const [base, ...others] = run.backends;
  if (base === undefined) return null;
  const result = base.test.value;
  if (result === null) {
    return (
      <div class="view mistakes">
        <p>
          {base.status.value === "failed"
            ? `${BACKENDS[base.name].label} has failed, so its test rows were not measured.`
            : `The test rows are measured when ${BACKENDS[base.name].label} has ended its training.`}
        </p>
      </div>
    );
  }
  const { imageShape } = DATA_FACTS[run.settings.data];
  const listed = takenForAnother(result);
  const shown = all ? listed : listed.slice(0, FEW);
  const [first, ...more] = describeMistakes(
    result,
    others.map(({ name, test }) => ({ name, test: test.value })),
  );
  return (
    <div class="view mistakes">
      <p class="view-lead">{first}</p>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {imageShape === null ? (
        shown.length > 0 && <MistakeList mistakes={shown} classNames={classNames} />
      ) : (
        <MistakePictures mistakes={shown} classNames={classNames} imageShape={imageShape} />
      )}
      {listed.length > FEW && (
        <Button kind="quiet" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${listed.length}`}
        </Button>
      )}
    </div>
  );
}
