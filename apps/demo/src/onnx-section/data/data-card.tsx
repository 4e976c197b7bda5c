import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Progress } from "../../ui/progress.tsx";
import { FailureNote } from "../page/failure-note.tsx";
import type { OnnxSession } from "../run/onnx-session.ts";
import { DataDrop } from "./data-drop.tsx";
import { DataOptions } from "./data-options.tsx";
import { ImagesPreview } from "./images-preview.tsx";
import { TablePreview } from "./table-preview.tsx";
import { TargetCounts } from "./target-counts.tsx";

/** Where data are dropped, and what they are taken for. */
export function DataCard({ session, locked }: { readonly session: OnnxSession; readonly locked: boolean }) {
  const data = session.data.value;
  const failure = session.dataFailure.value;
  const reading = session.reading.value;
  const undecoded = data?.kind === "images" ? data.images.undecoded : [];
  return (
    <Card title="3. Data">
      {!locked && <DataDrop onData={(dropped) => void session.dropData(dropped)} />}
      {reading?.of === "data" && (
        <Progress
          label={reading.all === undefined ? reading.what : `${reading.what}: ${reading.done} of ${reading.all}`}
          {...(reading.all === undefined ? {} : { value: reading.done ?? 0, max: reading.all })}
        />
      )}
      {failure !== null && (
        <FailureNote failure={failure} {...(data === null ? {} : { also: "The data that were there stay." })} />
      )}
      {undecoded.length > 0 && !session.leaveOut.value && (
        <Notice kind="warn">
          <p>
            <strong>
              {undecoded.length === 1
                ? "One image cannot be decoded by this browser."
                : `${undecoded.length} images cannot be decoded by this browser.`}
            </strong>{" "}
            {undecoded.slice(0, 10).join(", ")}
            {undecoded.length > 10 && ` and ${undecoded.length - 10} more`}
          </p>
          <p>Save what is damaged again and drop the folder once more, or go on with the rest.</p>
          <div class="row">
            <Button onClick={() => (session.leaveOut.value = true)}>
              {undecoded.length === 1 ? "Go on without it" : "Go on without them"}
            </Button>
          </div>
        </Notice>
      )}
      {data?.kind === "table" && <TablePreview table={data.table} label={session.form.value.label} />}
      {data?.kind === "images" && <ImagesPreview images={data.images} />}
      {data !== null && <DataOptions session={session} data={data} locked={locked} />}
      {session.checked.value !== null && <TargetCounts checked={session.checked.value} />}
    </Card>
  );
}
