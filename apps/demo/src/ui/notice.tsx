import type { ComponentChildren } from "preact";

/** A message in the page; a "bad" one is spoken at once. */
export function Notice({
  kind = "info",
  children,
}: {
  readonly kind?: "info" | "good" | "warn" | "bad";
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}
