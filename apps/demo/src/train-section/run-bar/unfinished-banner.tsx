import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { TrainSession } from "../session/train-session.ts";

/** Offers to go on with a run that ended with its page. */
export function UnfinishedBanner({ session }: { readonly session: TrainSession }) {
  const unfinished = session.unfinished.value;
  if (unfinished === null) return session.taken.value ? <Taken /> : null;
  const { stored, epochs } = unfinished;
  const when = new Date(stored.startedAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Notice kind="info">
      <div class="row">
        <span>
          {epochs === 0
            ? `A run from ${when} stopped before its first epoch was stored.`
            : `A run from ${when} stopped at epoch ${epochs}: at most the steps since then are lost.`}
        </span>
        <Button onClick={() => void session.goOn()}>Go on</Button>
        <Button kind="quiet" onClick={() => session.giveUp()}>
          Give up
        </Button>
      </div>
    </Notice>
  );
}

function Taken() {
  return <Notice kind="warn">Another tab of this page has gone on with that run, or ended it.</Notice>;
}
