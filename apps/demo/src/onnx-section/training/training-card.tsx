import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { useKeptFocus } from "../../ui/use-kept-focus.ts";
import type { Failure } from "../failure.ts";
import { inPageWords } from "../option-words.ts";
import { FailureNote } from "../page/failure-note.tsx";
import type { OnnxSession } from "../run/onnx-session.ts";
import { RunView } from "./run-view.tsx";

/** What a run would do, and the run. */
export function TrainingCard({ session }: { readonly session: OnnxSession }) {
  const run = session.run.value;
  const checked = session.checked.value;
  const failure = session.checkFailure.value;
  const waits = undecidedImages(session);
  const box = useKeptFocus<HTMLDivElement>();
  return (
    <Card title="5. Training">
      <div class="stack" ref={box} tabIndex={-1} role="group" aria-label="The run">
        {run?.active !== true && (
          <>
            {failure !== null && !isAtField(failure, session) && <FailureNote failure={failure} />}
            {checked !== null && failure === null && (
              <ul class="onnx-findings small">
                {checked.sentences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
            <div class="row">
              <Button
                kind="primary"
                disabled={checked === null || waits || session.reading.value !== null}
                onClick={() => void session.start()}
              >
                {run === null ? "Train" : "Train again from the file"}
              </Button>
              {failure !== null && isAtField(failure, session) && (
                <span class="bad small">{inPageWords(failure.option!)}, above, needs another value.</span>
              )}
              {checked === null && failure === null && (
                <span class="soft small">Give a model that can be trained, and data.</span>
              )}
              {waits && <span class="soft small">Some images cannot be decoded: say above whether to go on.</span>}
            </div>
          </>
        )}
        {run !== null && <RunView session={session} run={run} />}
      </div>
    </Card>
  );
}

/** Options whose fields show what is wrong with them. */
const FIELDS: ReadonlySet<string | null> = new Set([
  "--validation",
  "--epochs",
  "--batch-size",
  "--learning-rate",
  "--momentum",
  "--patience",
  "--seed",
  "--scale",
  "--mean",
  "--std",
]);

function isAtField({ option }: Failure, { model }: OnnxSession): boolean {
  // A file that fixes the batch size has no field for it.
  const fixed = option === "--batch-size" && model.value?.facts?.fixedRows != null;
  return FIELDS.has(option) && !fixed;
}

function undecidedImages({ data, leaveOut }: OnnxSession): boolean {
  const view = data.value;
  return view?.kind === "images" && view.images.undecoded.length > 0 && !leaveOut.value;
}
