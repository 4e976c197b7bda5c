import { useEffect, useState } from "preact/hooks";

const SAYS = { idle: "Copy", copied: "Copied", failed: "Not allowed" } as const;

/** Puts text on the clipboard and says whether it could. */
export function CopyButton({
  text,
  what,
}: {
  readonly text: string;
  /** What is copied, for those who do not see it. */
  readonly what: string;
}) {
  const [state, setState] = useState<keyof typeof SAYS>("idle");
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <button
      type="button"
      class="button small"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setState("copied"),
          () => setState("failed"),
        );
      }}
    >
      <span aria-live="polite">{SAYS[state]}</span>
      <span class="visually-hidden">{what}</span>
    </button>
  );
}
