import { Notice } from "../../ui/notice.tsx";
import type { Failure } from "../failure.ts";

/** A failure with what to do about it. */
export function FailureNote({ failure, also }: { readonly failure: Failure; readonly also?: string }) {
  return (
    <Notice kind="bad">
      <p>
        <strong>{failure.sentence}</strong>
      </p>
      {failure.remedy !== null && <p>{failure.remedy}</p>}
      {also !== undefined && <p>{also}</p>}
    </Notice>
  );
}
