import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { BackendAvailability } from "../../backends/backend-availability.ts";
import type { BackendName } from "../../backends/backend-name.ts";
import { connectWorker } from "../../coordinator/connect-worker.ts";
import { holdRun, isRunHeld } from "../../coordinator/hold-run.ts";
import type { LiveRun } from "../../coordinator/live-run.ts";
import { startRun, type StartOptions } from "../../coordinator/start-run.ts";
import { unfinishedRun, type UnfinishedRun } from "../../coordinator/unfinished-run.ts";
import type { CsvFile } from "../../data/experiment-data.ts";
import { DATA_FACTS } from "../../data/data-facts.ts";
import { csvFileOf } from "../../data/open-user-table.ts";
import type { ExperimentSettings } from "../../experiment/experiment-settings.ts";
import { queryOf } from "../../experiment/settings-address.ts";
import { openRunStore } from "../../storage/open-run-store.ts";
import { currentAddress, onAddressChange, writeAddress } from "./address.ts";
import { detectInWorker } from "./detect-in-worker.ts";
import { draftOf, readDraft, type Draft, type ReadDraft } from "./draft.ts";
import { readTable } from "./read-table.ts";
import type { TableFacts } from "./table-worker.ts";

/** The user's table, and what is in it. */
export interface ChosenTable {
  readonly csv: CsvFile;
  /** Null while it is being read, or if that failed. */
  readonly facts: TableFacts | null;
  readonly problem: string | null;
}

const NOT_SECURE =
  "Browsers lend what training needs to secure pages only: open this one over https, or from localhost on the machine that serves it.";

/** What the section's parts share. It outlives them: a run goes on while another section is looked at. */
export class TrainSession {
  readonly #draft = signal<Draft>(draftOf(currentAddress().settings));
  readonly #ignored = signal(currentAddress().ignored);
  readonly #table = signal<ChosenTable | null>(null);
  readonly #availability = signal<readonly BackendAvailability[] | null>(null);
  readonly #run = signal<LiveRun | null>(null);
  readonly #runTable = signal<string | null>(null);
  readonly #runClassNames = signal<readonly string[] | null>(null);
  readonly #unfinished = signal<UnfinishedRun | null>(null);
  readonly #taken = signal(false);
  #starting = false;
  readonly #store = openRunStore();
  readonly #detected = detectInWorker();

  readonly draft: ReadonlySignal<Draft> = this.#draft;
  /** What was wrong with the address, in sentences. */
  readonly ignored: ReadonlySignal<readonly string[]> = this.#ignored;
  readonly table: ReadonlySignal<ChosenTable | null> = this.#table;
  /** Null until the browser has been asked. */
  readonly availability: ReadonlySignal<readonly BackendAvailability[] | null> = this.#availability;
  /** The run that is shown; null before the first. */
  readonly run: ReadonlySignal<LiveRun | null> = this.#run;
  /** What the shown run's classes are called, by index; null while they are not known. */
  readonly runClassNames: ReadonlySignal<readonly string[] | null> = this.#runClassNames;
  /** A run that ended with its page, until it is gone on with, given up, or a new one is started. */
  readonly unfinished: ReadonlySignal<UnfinishedRun | null> = this.#unfinished;

  /** Whether the run that was to be gone on with is another tab's, or over. */
  readonly taken: ReadonlySignal<boolean> = this.#taken;

  readonly read: ReadonlySignal<ReadDraft> = computed(() =>
    readDraft(this.#draft.value, (data) =>
      // A table is tested on what is left of it.
      data === "csv" ? rowLimitOf(this.#table.value) : DATA_FACTS[data].mostRows,
    ),
  );

  /** Those of the chosen backends that are there. */
  readonly backends: ReadonlySignal<readonly BackendName[]> = computed(() => {
    const missing = (this.#availability.value ?? []).filter((one) => one.missing !== null).map(({ name }) => name);
    return (this.read.value.values.backends ?? []).filter((name) => !missing.includes(name));
  });

  /** Whether a new run would not be the one that is shown. */
  readonly changed: ReadonlySignal<boolean> = computed(() => {
    const { settings } = this.read.value;
    const run = this.#run.value;
    if (settings === null || run === null) return false;
    return queryOf({ ...settings, backends: this.backends.value }) !== queryOf(run.settings);
  });

  /** Why no run can start, and what to do; null if one can. */
  readonly obstacle: ReadonlySignal<string | null> = computed(() => {
    // Without locks nobody would notice a worker's death, nor a second tab.
    if (!isSecureContext) return NOT_SECURE;
    const { settings, problems } = this.read.value;
    const [problem] = Object.values(problems);
    if (settings === null) return problem ?? null;
    if (settings.data === "csv" && !this.#table.value?.facts) {
      return this.#table.value?.problem ?? "Choose a CSV file first, or other data.";
    }
    return this.backends.value.length > 0 ? null : "This browser has none of the chosen backends: tick another one.";
  });

  constructor() {
    // The store's failure is told by the run that could not be stored.
    this.#store.catch(() => undefined);
    void this.#detected.then((found) => (this.#availability.value = found));
    void this.#lookForUnfinished().catch(() => undefined);
    const query = (): string => (this.read.value.settings === null ? "" : queryOf(this.read.value.settings));
    onAddressChange(query, () => {
      const { settings, ignored } = currentAddress();
      this.#draft.value = draftOf(settings);
      this.#ignored.value = ignored;
    });
  }

  /** Changes what stands in the form, and with it the address, unless it is half typed. */
  change(texts: Partial<Draft>): void {
    this.#draft.value = { ...this.#draft.value, ...texts };
    const { settings } = this.read.value;
    if (settings !== null) writeAddress(settings);
  }

  async chooseTable(file: File): Promise<void> {
    const facts = await this.#takeTable(await csvFileOf(file));
    if (facts === null) return;
    const { training, validation } = facts.proposed;
    // Somebody's own labels are not made wrong unless they ask for it.
    this.change({ data: "csv", rows: String(training), validationRows: String(validation), labelNoise: "0" });
  }

  /** Starts what the form says; the run before, if it is not over, is given up. */
  async start(options: StartOptions = {}): Promise<void> {
    // A second press while the browser is still being asked is the same wish.
    if (this.#starting) return;
    this.#starting = true;
    await this.#detected;
    this.#starting = false;
    const { settings } = this.read.value;
    if (settings === null || this.obstacle.value !== null) return;
    const csv = settings.data === "csv" ? (this.#table.value?.csv ?? null) : null;
    this.#begin({ ...settings, backends: this.backends.value }, csv, options);
  }

  /** Goes on with the unfinished run, unless another tab does by now, or did. */
  async goOn(): Promise<void> {
    const unfinished = this.#unfinished.value;
    if (unfinished === null) return;
    this.#unfinished.value = null;
    const { runId, settings, csv, startedAt } = unfinished.stored;
    const now = await unfinishedRun(await this.#store, isRunHeld).catch(() => null);
    if (now?.stored.runId !== runId) {
      this.#taken.value = true;
      this.#unfinished.value = now;
      return;
    }
    this.change(draftOf(settings));
    this.#begin(settings, csv, { resume: { runId, startedAt } });
    if (csv === null) return;
    const facts = await this.#takeTable(csv);
    if (this.#run.value?.runId === runId) this.#runClassNames.value = facts?.classNames ?? null;
  }

  giveUp(): void {
    const unfinished = this.#unfinished.value;
    this.#unfinished.value = null;
    if (unfinished !== null) void this.#forget(unfinished.stored.runId).catch(() => undefined);
  }

  /** The run of a tab that has gone on with it meanwhile is not ours to delete. */
  async #forget(runId: string): Promise<void> {
    if (!(await isRunHeld(runId))) await (await this.#store).deleteRun(runId);
  }

  /** Name of the table that the shown run trains on; null for other data. */
  get runTable(): string | null {
    return this.#runTable.value;
  }

  /** Null if it cannot be read, or if another one was chosen meanwhile. */
  async #takeTable(csv: CsvFile): Promise<TableFacts | null> {
    this.#table.value = { csv, facts: null, problem: null };
    const read = await readTable(csv).then(
      (facts) => ({ facts, problem: null }),
      (error: unknown) => ({ facts: null, problem: error instanceof Error ? error.message : String(error) }),
    );
    if (this.#table.value.csv !== csv) return null;
    this.#table.value = { csv, ...read };
    return read.facts;
  }

  #begin(settings: ExperimentSettings, csv: CsvFile | null, options: StartOptions): void {
    this.#run.value?.stop();
    if (options.resume === undefined) this.giveUp();
    this.#unfinished.value = null;
    this.#taken.value = false;
    this.#runTable.value = csv?.name ?? null;
    const table = this.#table.value;
    const ownNames = table !== null && table.csv === csv ? (table.facts?.classNames ?? null) : null;
    this.#runClassNames.value = DATA_FACTS[settings.data].classNames ?? ownNames;
    const store = this.#store;
    const services = {
      connect: connectWorker,
      store: {
        putRun: async (run: Parameters<Awaited<typeof store>["putRun"]>[0]) => (await store).putRun(run),
        deleteRun: async (runId: string) => (await store).deleteRun(runId),
      },
      hold: (runId: string) => holdRun(runId),
    };
    this.#run.value = startRun(settings, csv, services, options);
  }

  async #lookForUnfinished(): Promise<void> {
    const found = await unfinishedRun(await this.#store, isRunHeld);
    if (this.#run.value === null) this.#unfinished.value = found;
  }
}

function rowLimitOf(table: ChosenTable | null): number | null {
  return table?.facts ? table.facts.rowCount - 1 : null;
}
