import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { releaseProxy, wrap, type Remote } from "comlink";
import type { BackendAvailability } from "../../backends/backend-availability.ts";
import type { BackendName } from "../../backends/backend-name.ts";
import type { BrowserIdentity } from "../browser/browser-identity.ts";
import type { MatrixView } from "../matrix/matrix-view.ts";
import type { ReportWorkerApi } from "../report/report-worker-api.ts";
import type { CaseSelection } from "../selection/case-selection.ts";
import type { ConformanceEvent } from "../worker/conformance-messages.ts";
import { advance, canGoOn, freshProgress, type BackendProgress } from "./backend-progress.ts";
import { runEnvironment } from "./run-environment.ts";
import { watchWorker } from "./watch-worker.ts";

/** Milliseconds between two matrices while cases run. */
const DRAW_EVERY = 3_000;

/** What to run. */
export interface ConformanceRunOptions {
  readonly selection: CaseSelection;
  readonly backends: readonly BackendAvailability[];
  readonly browser: BrowserIdentity;
  /** How many backends run at a time. */
  readonly atOnce: number;
}

/** One run of the kit on several backends, each in a worker of its own. What ran stays whatever becomes of a worker. */
export class ConformanceRun {
  readonly selection: CaseSelection;
  /** In the order of the page. */
  readonly progress: readonly Signal<BackendProgress>[];
  readonly #options: ConformanceRunOptions;
  readonly #reportWorker: Worker;
  readonly #report: Remote<ReportWorkerApi>;
  readonly #view = signal<MatrixView | null>(null);
  readonly #running = signal(false);
  readonly #ends = new Map<BackendName, () => void>();
  #drawing: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConformanceRunOptions) {
    this.#options = options;
    this.selection = options.selection;
    this.progress = options.backends.map((backend) => signal(freshProgress(backend)));
    this.#reportWorker = new Worker(new URL("../report/report-worker.ts", import.meta.url), {
      type: "module",
      name: "conformance report",
    });
    this.#report = wrap<ReportWorkerApi>(this.#reportWorker);
  }

  /** The matrix of what has run; null before anything has. */
  get view(): ReadonlySignal<MatrixView | null> {
    return this.#view;
  }

  /** Whether there is a worker at work. */
  get running(): ReadonlySignal<boolean> {
    return this.#running;
  }

  /** Starts the first backends; also goes on where a run was stopped or broke off. */
  start(): void {
    for (const progress of this.progress) {
      if (canGoOn(progress.value)) progress.value = { ...progress.value, status: "waiting", notice: null };
    }
    this.#startNext();
  }

  /** Ends all workers; what they have told stays. */
  stop(): void {
    for (const end of this.#ends.values()) end();
    this.#ends.clear();
    for (const progress of this.progress) {
      const { status } = progress.value;
      if (status === "waiting" || status === "loading" || status === "running") {
        progress.value = { ...progress.value, status: "stopped" };
      }
    }
    this.#startNext();
  }

  /** The records as a file. */
  json(): Promise<string> {
    return this.#report.json();
  }

  /** The matrix as a page. */
  page(): Promise<string> {
    return this.#report.page();
  }

  /** Lets go of everything. */
  dispose(): void {
    this.stop();
    clearTimeout(this.#drawing);
    this.#report[releaseProxy]();
    this.#reportWorker.terminate();
  }

  #startNext(): void {
    for (const progress of this.progress) {
      if (this.#ends.size >= this.#options.atOnce) break;
      if (progress.value.status === "waiting") this.#startBackend(progress);
    }
    this.#running.value = this.#ends.size > 0;
    if (this.#ends.size === 0) this.#drawSoon(0);
  }

  #startBackend(progress: Signal<BackendProgress>): void {
    const { backend, done, seconds } = progress.value;
    const { name } = backend;
    const { browser, selection } = this.#options;
    progress.value = { ...progress.value, status: "loading" };
    let began = 0;
    const leave = (): void => {
      this.#ends.delete(name);
      this.#startNext();
    };
    const breakOff = (notice: string): void => {
      progress.value = { ...progress.value, status: "broken", notice };
      leave();
    };
    const onEvent = (event: ConformanceEvent): void => {
      switch (event.type) {
        case "started":
          began = performance.now();
          void this.#report.open(name, event.head);
          progress.value = { ...progress.value, status: "running", wanted: event.head.wanted };
          break;
        case "results": {
          const ran = seconds + (performance.now() - began) / 1000;
          void this.#report.add(name, event.results, ran);
          progress.value = advance(progress.value, event.results, ran);
          this.#drawSoon(DRAW_EVERY);
          break;
        }
        case "done":
          progress.value = { ...progress.value, status: "done" };
          leave();
          break;
        case "failed":
          breakOff(event.message);
          break;
        case "alive":
        case "case":
        case "catalog":
          break;
      }
    };
    const task = {
      backend: name,
      selection,
      done,
      place: browser.name,
      environment: runEnvironment(browser, backend),
      lockName: `lockstep-conformance-${crypto.randomUUID()}`,
    };
    this.#ends.set(name, watchWorker(task, { onEvent, onDeath: breakOff }));
  }

  /** At once when a run ends, so that the last matrix holds everything. */
  #drawSoon(delay: number): void {
    if (delay === 0) clearTimeout(this.#drawing);
    else if (this.#drawing !== undefined) return;
    this.#drawing = setTimeout(() => {
      this.#drawing = undefined;
      void this.#draw();
    }, delay);
  }

  async #draw(): Promise<void> {
    const view = await this.#report.view();
    if (view.columns.length > 0) this.#view.value = view;
  }
}
