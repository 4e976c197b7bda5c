import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

/** Says what failed and why, with a button to try again. An error's message ends with what to do, if that is known. */
export function FailureNotice({
  what,
  error,
  onRetry,
}: {
  /** A sentence: "This part of the page could not be loaded." */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  return (
    <Notice kind="bad">
      <div class="stack tight">
        <p>
          <strong>{what}</strong>
        </p>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <div class="row">
          <Button onClick={onRetry}>Try again</Button>
          <Button kind="quiet" onClick={() => location.reload()}>
            Reload the page
          </Button>
        </div>
      </div>
    </Notice>
  );
}
