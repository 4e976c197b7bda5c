import type { LiveRun } from "../../coordinator/live-run.ts";
import { Button } from "../../ui/button.tsx";
import type { TrainSession } from "../session/train-session.ts";

/** What the main button does now. */
interface MainAction {
  readonly sign: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}

/** Start, Pause or Resume: one button that stays, so that the keyboard's focus stays on it. None once the run is over. */
export function MainButton({ session }: { readonly session: TrainSession }) {
  const action = actionOf(session, session.run.value);
  if (action === null) return null;
  const { sign, label, disabled = false, act } = action;
  return (
    <Button kind="primary" disabled={disabled} onClick={act}>
      <span aria-hidden="true">{`${sign}\uFE0E`}</span> {label}
    </Button>
  );
}

function actionOf(session: TrainSession, run: LiveRun | null): MainAction | null {
  if (run === null) {
    const disabled = session.obstacle.value !== null;
    return { sign: "▶", label: "Start", disabled, act: () => void session.start() };
  }
  switch (run.status.value) {
    case "running":
      return { sign: "❚❚", label: "Pause", act: () => run.pause() };
    case "paused":
      return { sign: "▶", label: "Resume", act: () => run.resume() };
    case "done":
      return null;
  }
}
