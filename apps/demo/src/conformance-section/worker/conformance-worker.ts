import { conformanceCases, localHost, type CaseOutcome } from "@lockstep/conformance";
import { loadBackend } from "../../backends/load-backend.ts";
import { selectCases } from "../selection/select-cases.ts";
import { suitesOf, type CatalogSuite } from "../selection/suite-catalog.ts";
import { CATALOG_SUBJECT, conformanceSubject } from "./conformance-subject.ts";
import type { ConformanceEvent, ConformanceRequest, ConformanceTask } from "./conformance-messages.ts";
import { holdLock } from "./hold-lock.ts";
import { requireWorking } from "./require-working.ts";
import { runCases } from "./run-cases.ts";
import { StrayErrors } from "./stray-errors.ts";

// A worker of the page: the conformance kit, with its vectors, on one backend.
addEventListener("message", ({ data }: MessageEvent<ConformanceRequest>) => {
  if (data.type === "catalog") post({ type: "catalog", suites: catalog() });
  else run(data.task).catch((error: unknown) => post({ type: "failed", message: messageOf(error) }));
});

async function run(task: ConformanceTask): Promise<void> {
  await holdLock(task.lockName);
  post({ type: "alive" });
  const strays = new StrayErrors();
  const backend = await loadBackend(task.backend);
  const host = localHost(conformanceSubject(task.backend, backend, task.environment));
  const wanted = selectCases(host.cases, task.selection);
  const { subject, environment } = host;
  const { place, selection } = task;
  const clauseCases = countByClause(host.cases);
  post({ type: "started", head: { subject, place, environment, selection, wanted: wanted.length, clauseCases } });
  await runCases(host, wanted.slice(task.done), {
    onCase: (name) => post({ type: "case", name }),
    onResults: (results) => post({ type: "results", results }),
    async settle(outcome): Promise<CaseOutcome> {
      const stray = await strays.take();
      if (outcome.status === "failed" || stray !== undefined) await requireWorking(backend);
      if (stray === undefined) return outcome;
      return { ...outcome, status: "failed", reason: `left an error that nobody catches: ${stray}` };
    },
    now: () => performance.now(),
  });
  post({ type: "done" });
}

function catalog(): readonly CatalogSuite[] {
  const { exact: _, ...inexact } = CATALOG_SUBJECT;
  const every = conformanceCases(CATALOG_SUBJECT);
  const shared = new Set(conformanceCases(inexact).map(({ suite }) => suite));
  return suitesOf(every, new Set(every.map(({ suite }) => suite).filter((suite) => !shared.has(suite))));
}

function countByClause(cases: readonly { readonly clauses: readonly string[] }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { clauses } of cases) for (const id of clauses) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

function post(event: ConformanceEvent): void {
  postMessage(event);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
