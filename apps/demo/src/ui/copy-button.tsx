import { useEffect, useState } from "preact/hooks";
import { copyText } from "./copy-text.ts";

const SAYS = { idle: "Copy", copied: "Copied", failed: "Not allowed: select and copy it" } as const;

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
      onClick={() => void copyText(text).then((could) => setState(could ? "copied" : "failed"))}
    >
      <span aria-live="polite">{SAYS[state]}</span>
      <span class="visually-hidden">{what}</span>
    </button>
  );
}
