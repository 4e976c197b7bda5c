import { featureMatrix, matrixHtml, recordOf, type CaseResult, type ConformanceRecord } from "@lockstep/conformance";
import { expose } from "comlink";
import { BACKEND_NAMES, type BackendName } from "../../backends/backend-name.ts";
import { viewOfMatrix } from "../matrix/view-of-matrix.ts";
import type { RunHead } from "../worker/conformance-messages.ts";
import { CLAUSES } from "./clauses.ts";
import { RECORDED_DIGESTS } from "./recorded-digests.ts";
import { reportOfRun } from "./report-of-run.ts";
import type { ReportWorkerApi } from "./report-worker-api.ts";

/** What is known of a backend's run. */
interface KeptRun {
  readonly head: RunHead;
  readonly date: string;
  readonly results: CaseResult[];
  seconds: number;
}

const kept = new Map<BackendName, KeptRun>();

/** In the order of the page. */
function runs(): readonly KeptRun[] {
  return BACKEND_NAMES.flatMap((name) => kept.get(name) ?? []);
}

function records(): Promise<readonly ConformanceRecord[]> {
  return Promise.all(
    runs().map(({ head, results, date, seconds }) => recordOf(reportOfRun(head, results, { date, seconds }))),
  );
}

const api: ReportWorkerApi = {
  open(backend, head) {
    if (!kept.has(backend)) kept.set(backend, { head, date: new Date().toISOString(), results: [], seconds: 0 });
  },
  add(backend, results, seconds) {
    const run = kept.get(backend);
    if (run === undefined) return;
    run.results.push(...results);
    run.seconds = seconds;
  },
  async view() {
    return viewOfMatrix(
      await records(),
      runs().map(({ head }) => head),
      CLAUSES,
      RECORDED_DIGESTS,
    );
  },
  async json() {
    const all = await records();
    return `${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`;
  },
  async page() {
    return matrixHtml(featureMatrix(await records(), CLAUSES));
  },
};

expose(api);
