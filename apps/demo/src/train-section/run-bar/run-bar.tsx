import { Button } from "../../ui/button.tsx";
import { useKeptFocus } from "../../ui/use-kept-focus.ts";
import type { TrainSession } from "../session/train-session.ts";
import { describeProgress, describeTurn } from "./describe-run.ts";
import { DownloadRun } from "./download-run.tsx";
import { MainButton } from "./main-button.tsx";
import { ShareButton } from "./share-button.tsx";

/** The buttons of a run, and how far it is. */
export function RunBar({ session }: { readonly session: TrainSession }) {
  const run = session.run.value;
  const status = run?.status.value ?? "none";
  const obstacle = session.obstacle.value;
  const blocked = obstacle !== null;
  const box = useKeptFocus<HTMLDivElement>();
  return (
    <div class="run-bar" ref={box} tabIndex={-1} role="group" aria-label="The run">
      <div class="row">
        <MainButton session={session} />
        {status !== "none" && (
          <Button
            kind={status === "done" ? "primary" : "plain"}
            disabled={blocked}
            {...(status === "done" ? {} : { title: "Ends the run below for good, and begins another one" })}
            onClick={() => void session.start()}
          >
            {status === "done" ? "New run" : "Discard and start anew"}
          </Button>
        )}
        <Button
          disabled={status === "running" || status === "done" || (status === "none" && blocked)}
          title="One optimiser step on every backend"
          onClick={() => void stepOn(session)}
        >
          Step
        </Button>
        <span class="push row">
          <ShareButton session={session} />
          {run !== null && <DownloadRun session={session} run={run} />}
        </span>
      </div>
      {blocked && status !== "running" && <p class="small warn">{obstacle}</p>}
      {!blocked && session.changed.value && (
        <p class="small soft">The settings are no longer those of the run below: a new run takes them.</p>
      )}
      {run !== null && <RunProgressLine session={session} />}
      <p class="visually-hidden" role="status">
        {run === null ? "" : describeTurn(run)}
      </p>
    </div>
  );
}

/** The next step of the run; the first one of a new run if there is none. */
async function stepOn(session: TrainSession): Promise<void> {
  if (session.run.value === null) await session.start({ paused: true });
  session.run.value?.step();
}

function RunProgressLine({ session }: { readonly session: TrainSession }) {
  const run = session.run.value;
  if (run === null) return null;
  const { text, epochs } = describeProgress(run);
  return (
    <div class="run-progress">
      <progress aria-label="Epochs" value={epochs} max={run.settings.epochs} />
      <span class="small">{`${text.charAt(0).toUpperCase()}${text.slice(1)}.`}</span>
    </div>
  );
}
