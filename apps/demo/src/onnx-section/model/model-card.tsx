import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Progress } from "../../ui/progress.tsx";
import { FailureNote } from "../page/failure-note.tsx";
import type { OnnxSession } from "../run/onnx-session.ts";
import type { ModelView } from "./model-view.ts";
import { ModelSummary } from "./model-summary.tsx";
import { OpenAxes } from "./open-axes.tsx";

/** Where a model is dropped, and what it holds. */
export function ModelCard({ session, locked }: { readonly session: OnnxSession; readonly locked: boolean }) {
  const model = session.model.value;
  const failure = session.modelFailure.value;
  const reading = session.reading.value;
  return (
    <Card title="1. Model">
      {!locked && (
        <div class="onnx-entry">
          <FileDrop
            label="Drop an .onnx file, with the files beside it if its weights are there"
            accept=".onnx,.data,.bin,.onnx_data"
            multiple
            onFiles={(files) => void session.dropModel(files)}
          />
          {model === null && (
            <div class="onnx-example stack tight">
              <p class="soft small">No model at hand?</p>
              <Button onClick={() => void session.useExample()}>Use an example</Button>
              <p class="soft small">
                A classifier of 722 numbers and a table of 400 points on two moons, made on the spot.
              </p>
            </div>
          )}
        </div>
      )}
      {reading?.of === "model" && <Progress label={reading.what} />}
      {failure !== null && (
        <FailureNote failure={failure} {...(model === null ? {} : { also: `${model.name} stays open.` })} />
      )}
      {model !== null && (
        <>
          <ModelSummary model={model} />
          <OpenAxes session={session} model={model} locked={locked} />
          {model.failure !== null && !isAtAxis(model, session) && (
            <FailureNote failure={model.failure} also={untrainable(model)} />
          )}
        </>
      )}
    </Card>
  );
}

/** Whether what is missing is a length that one of the fields above asks for. */
function isAtAxis({ failure, openAxes }: ModelView, { modelOptions }: OnnxSession): boolean {
  const { dimensions } = modelOptions.value;
  return failure?.option === "--dimension" || openAxes.some((axis) => (dimensions[axis] ?? "").trim() === "");
}

function untrainable({ name, withoutGradient }: ModelView): string {
  const operators =
    withoutGradient.length === 0 ? "" : ` Operators in it that have no gradient here: ${withoutGradient.join(", ")}.`;
  return `${name} can be read, but not trained as it is.${operators}`;
}
