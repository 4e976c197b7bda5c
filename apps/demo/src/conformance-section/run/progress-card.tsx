import type { Signal } from "@preact/signals";
import { BACKENDS } from "../../backends/backend-name.ts";
import { Card } from "../../ui/card.tsx";
import { grouped } from "../grouped.ts";
import { secondsLeft, type BackendProgress } from "./backend-progress.ts";
import type { ConformanceRun } from "./conformance-run.ts";
import { durationInWords } from "./duration-in-words.ts";

/** How far each backend has come. */
export function ProgressCard({ run }: { readonly run: ConformanceRun }) {
  return (
    <Card title="Progress">
      <ul class="plain-list conformance-progress">
        {run.progress.map((progress) => (
          <BackendRow key={progress.value.backend.name} progress={progress} />
        ))}
      </ul>
      <p class="soft small">{askedInWords(run)}</p>
      <p class="visually-hidden" role="status">
        {run.running.value ? "The cases are running." : summary(run)}
      </p>
    </Card>
  );
}

function BackendRow({ progress }: { readonly progress: Signal<BackendProgress> }) {
  const { backend, counts, core, notice, done, wanted } = progress.value;
  return (
    <li data-backend={backend.name}>
      <div class="row">
        <span class="conformance-backend">
          <span class="swatch" aria-hidden="true" /> {BACKENDS[backend.name].label}
        </span>
        <span class="soft small push number">{stateInWords(progress.value)}</span>
      </div>
      <progress aria-label={`${BACKENDS[backend.name].label}: cases done`} value={done} max={wanted ?? 1} />
      <ul class="conformance-counts">
        <Count
          count={counts.passed}
          what={
            counts.passed === 0 ? "passed" : `passed, ${grouped(counts.passed - core.passed)} of them ask the backend`
          }
          sign="✓"
          kind="good"
        />
        <Count count={counts.failed} what="failed" sign="✗" kind="bad" />
        <Count count={counts.unsupported} what="unsupported" sign="–" kind="soft" />
        <Count
          count={counts["known-failure"]}
          what={counts["known-failure"] === 1 ? "known failure" : "known failures"}
          sign="!"
          kind="warn"
        />
      </ul>
      {notice !== null && (
        <p class="conformance-notice" role="alert">
          {notice} {done === 0 ? "Nothing ran before." : `The ${grouped(done)} cases before it are kept.`} “Go on” runs
          the rest in a new worker.
        </p>
      )}
    </li>
  );
}

function Count({
  count,
  what,
  sign,
  kind,
}: {
  readonly count: number;
  readonly what: string;
  readonly sign: string;
  readonly kind: string;
}) {
  return (
    <li class={count === 0 ? "soft" : kind}>
      <span aria-hidden="true">{sign}</span> {grouped(count)} {what}
    </li>
  );
}

function stateInWords(progress: BackendProgress): string {
  const { status, done, wanted, seconds } = progress;
  const of = wanted === null ? "" : `${grouped(done)} of ${grouped(wanted)} cases`;
  switch (status) {
    case "waiting":
      return "waits for its turn";
    case "loading":
      return "loading…";
    case "running": {
      const left = secondsLeft(progress);
      return left === null ? of : `${of}, about ${durationInWords(left)} left`;
    }
    case "done":
      return `all ${grouped(done)} cases in ${durationInWords(seconds)}`;
    case "stopped":
      return of === "" ? "stopped" : `stopped after ${of}`;
    case "broken":
      return of === "" ? "broke off" : `broke off after ${of}`;
  }
}

/** Why not all cases speak of a backend, and why backends differ in number. */
function askedInWords({ progress }: ConformanceRun): string {
  const core =
    "The other cases ask it for nothing: they prove random words, batch orders, stopping rules and files of " +
    "@lockstep/core in this browser, and count alike for every backend.";
  const exact = progress.some(({ value: { backend } }) => backend.name === "reference");
  return exact
    ? `${core} The reference has more cases than others: it promises exact bits, and is held to them.`
    : core;
}

function summary({ progress }: ConformanceRun): string {
  return progress
    .map(({ value: { backend, counts, core, done } }) => {
      const label = BACKENDS[backend.name].label;
      return `${label}: ${done} cases ran, ${counts.passed} passed, ${counts.passed - core.passed} of them ask the backend, ${counts.failed} failed.`;
    })
    .join(" ");
}
