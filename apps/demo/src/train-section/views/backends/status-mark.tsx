import type { BackendStatus } from "../../../training/backend-run.ts";

/** One shape a status, on a square of 16. */
const SHAPES: Readonly<Record<BackendStatus, string>> = {
  loading: "M8 2a6 6 0 0 1 6 6",
  training: "M5 3l8 5-8 5z",
  waiting: "M4 2h8l-8 12h8z",
  paused: "M5 3v10M11 3v10",
  recovering: "M13 8a5 5 0 1 1-2-4M11 1v3h-3",
  done: "M3 8l4 4 6-8",
  failed: "M4 4l8 8M12 4l-8 8",
};

const WORDS: Readonly<Record<BackendStatus, string>> = {
  loading: "loading",
  training: "training",
  waiting: "waiting for others",
  paused: "paused",
  recovering: "starting again",
  done: "done",
  failed: "failed",
};

/** Where a backend is, as a shape and in words. */
export function StatusMark({ status }: { readonly status: BackendStatus }) {
  return (
    <span class={`status-mark ${status}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={SHAPES[status]} fill={status === "training" ? "currentColor" : "none"} stroke="currentColor" />
      </svg>
      {WORDS[status]}
    </span>
  );
}
