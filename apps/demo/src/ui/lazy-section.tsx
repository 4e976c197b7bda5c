import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Section } from "../sections/section.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { Progress } from "./progress.tsx";

type Loading =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "loaded"; readonly Content: ComponentType };

/** Loads a section's code when it is mounted, and shows it. */
export function LazySection({ section }: { readonly section: Section }) {
  const [loading, setLoading] = useState<Loading>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    section.load().then(
      (Content) => wanted && setLoading({ state: "loaded", Content }),
      (error: unknown) => wanted && setLoading({ state: "failed", error }),
    );
    return () => {
      wanted = false;
    };
  }, [section, attempt]);

  switch (loading.state) {
    case "loading":
      return <Progress label="Loading…" />;
    case "failed":
      return (
        <FailureNotice
          what="This part of the page could not be loaded."
          error={loading.error}
          onRetry={() => {
            setLoading({ state: "loading" });
            setAttempt(attempt + 1);
          }}
        />
      );
    case "loaded":
      return (
        <ErrorBoundary what="This part of the page failed.">
          <loading.Content />
        </ErrorBoundary>
      );
  }
}
