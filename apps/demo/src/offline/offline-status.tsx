import { Button } from "../ui/button.tsx";
import { formatMegabytes } from "./format-megabytes.ts";
import { keepOfflineCopy, offlineCopy, showNewerBuild } from "./offline-copy.ts";

/** Says whether the page works without network. */
export function OfflineStatus() {
  return (
    <div class="row" role="status">
      <Content />
    </div>
  );
}

function Content() {
  const copy = offlineCopy.value;
  switch (copy.status) {
    case "none":
      return null;
    case "impossible":
      return <span>This window keeps no copy for offline use: it has no service workers.</span>;
    case "offered":
      return (
        <>
          <span>Your browser asks to save data.</span>
          <Button onClick={() => void keepOfflineCopy()}>Keep a copy for offline use</Button>
        </>
      );
    case "filling":
      // One announcement at the start and one at the end: the figures between are for the eyes.
      return (
        <span>
          Keeping a copy for offline use …{" "}
          {copy.total !== null && (
            <span class="number" aria-hidden="true">
              {formatMegabytes(copy.bytes)} of {formatMegabytes(copy.total)}
            </span>
          )}
        </span>
      );
    case "ready":
      return (
        <span>
          <span class="good" aria-hidden="true">
            ✓
          </span>{" "}
          Ready offline: the page and all its backends are kept in this browser ({formatMegabytes(copy.bytes)}).
        </span>
      );
    case "failed":
      return (
        <>
          <span>The copy for offline use could not be made: {copy.reason.replace(/\.$/, "")}.</span>
          <Button onClick={() => void keepOfflineCopy()}>Try again</Button>
        </>
      );
    case "newer-build":
      return (
        <>
          <span>
            A newer version of this page is here.
            {copy.otherWindows && " Close the other windows that show this page first."}
          </span>
          <Button onClick={showNewerBuild}>Load it</Button>
        </>
      );
  }
}
