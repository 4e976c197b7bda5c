import { batch, signal } from "@preact/signals";
import { proxy } from "comlink";
import type { Failure, Outcome } from "../failure.ts";
import type { ModelView } from "../model/model-view.ts";
import { ALL_TRAINED, chosenParameters, type TrainedChoice } from "../model/trained-choice.ts";
import type { CheckedTraining, ImagesView, ModelOptions, TableView, TrainingForm } from "../worker/onnx-worker-api.ts";
import { WorkerConnection } from "../worker/worker-connection.ts";
import type { DroppedData } from "./dropped-data.ts";
import { flagsOf, FORM_DEFAULTS, type FormValues } from "./form-values.ts";
import { OnnxRun } from "./onnx-run.ts";
import { finishRun, trainRun } from "./train-run.ts";

/** The data as the worker read them. */
export type DataView =
  | { readonly kind: "table"; readonly table: TableView }
  | { readonly kind: "images"; readonly images: ImagesView };

/** Work of the worker that takes long for large files. */
interface Reading {
  /** The card that it is for. */
  readonly of: "model" | "data";
  readonly what: string;
  readonly done?: number;
  readonly all?: number;
}

const CHECK_MILLISECONDS = 200;
const NOTHING_CHOSEN: Failure = {
  sentence: "Nothing is chosen to train.",
  remedy: "Choose at least one parameter of the model.",
  option: "--trainable",
  code: null,
};

/** Everything that the section knows: what was dropped and typed, what the worker says of it, and the run. */
export class OnnxSession {
  readonly model = signal<ModelView | null>(null);
  readonly modelFailure = signal<Failure | null>(null);
  readonly modelOptions = signal<ModelOptions>({ dimensions: {}, output: null });
  readonly choice = signal<TrainedChoice>(ALL_TRAINED);
  readonly data = signal<DataView | null>(null);
  readonly dataFailure = signal<Failure | null>(null);
  readonly form = signal<FormValues>(FORM_DEFAULTS);
  /** Whether the user goes on without the images that could not be decoded. */
  readonly leaveOut = signal(false);
  readonly checked = signal<CheckedTraining | null>(null);
  readonly checkFailure = signal<Failure | null>(null);
  /** What is being read, with how far it is; null if nothing is. */
  readonly reading = signal<Reading | null>(null);
  readonly run = signal<OnnxRun | null>(null);

  #connection: Promise<WorkerConnection> | null = null;
  #loadedBackend: string | null = null;
  #modelFiles: readonly File[] = [];
  #dropped: DroppedData | null = null;
  /** What one row of the model looked like when images were made into rows. */
  #madeFor = "";
  #timer = 0;
  #checks = 0;

  /** Opens a model; one that was open stays if this one cannot be read. */
  async dropModel(files: readonly File[]): Promise<void> {
    const options = { dimensions: {}, output: null };
    const outcome = await this.#reading(
      { of: "model", what: "Reading the model" },
      async () => await this.#openModel(files, options),
    );
    if (!outcome.ok) {
      this.modelFailure.value = outcome.failure;
      return;
    }
    batch(() => {
      this.#modelFiles = files;
      this.modelOptions.value = options;
      this.choice.value = ALL_TRAINED;
      this.modelFailure.value = null;
      this.dataFailure.value = null;
      this.model.value = outcome.value;
      this.run.value = null;
    });
    this.checkSoon();
  }

  /** Looks at the model again, with other lengths or another output. */
  async changeModelOptions(options: ModelOptions): Promise<void> {
    this.modelOptions.value = options;
    const outcome = await this.#withWorker(async () => await this.#openModel(this.#modelFiles, options));
    if (this.modelOptions.value !== options) return;
    batch(() => {
      this.modelFailure.value = outcome.ok ? null : outcome.failure;
      if (outcome.ok) this.model.value = outcome.value;
    });
    this.checkSoon();
  }

  /** Reads rows to train on; those that were there stay if these cannot be read. */
  async dropData(dropped: DroppedData): Promise<void> {
    const what = dropped.kind === "table" ? "Reading the table" : "Decoding images";
    const outcome = await this.#reading({ of: "data", what }, async () => await this.#openData(dropped));
    if (!outcome.ok) {
      this.dataFailure.value = outcome.failure;
      return;
    }
    batch(() => {
      if (dropped !== this.#dropped) {
        this.form.value = { ...this.form.value, label: null };
        this.leaveOut.value = false;
      }
      this.#dropped = dropped;
      this.dataFailure.value = null;
      this.data.value = outcome.value;
    });
    this.checkSoon();
  }

  /** A small model and a table, made in the worker and opened like any others. */
  async useExample(): Promise<void> {
    const made = await this.#reading(
      { of: "model", what: "Making the example" },
      async () => await (await this.#connect()).call((api) => api.makeExample()),
    );
    if (!made.ok) {
      this.modelFailure.value = made.failure;
      return;
    }
    const { model, table } = made.value;
    await this.dropModel([new File([model], "two-moons.onnx")]);
    await this.dropData({ kind: "table", file: new File([table], "two-moons.csv", { type: "text/csv" }) });
    this.change({ epochs: "40", learningRate: "0.05" });
  }

  change(values: Partial<FormValues>): void {
    this.form.value = { ...this.form.value, ...values };
    this.checkSoon();
  }

  choose(choice: TrainedChoice): void {
    this.choice.value = choice;
    this.checkSoon();
  }

  /** Checks everything together once nothing has changed for a moment. */
  checkSoon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#check(), CHECK_MILLISECONDS);
  }

  async start(): Promise<void> {
    const form = this.#trainingForm();
    const checked = this.checked.value;
    if (form === null || checked === null) return;
    const run = new OnnxRun(this.form.value.backend, checked.epochs, checked.batchesPerEpoch);
    this.run.value = run;
    await this.#train(run, form);
  }

  async pause(): Promise<void> {
    this.run.value!.status.value = "pausing";
    await (await this.#connect()).api.pause();
  }

  async resume(): Promise<void> {
    const form = this.#trainingForm();
    if (form !== null) await this.#train(this.run.value!, form);
  }

  /** Goes on with a run that failed, from its last checkpoint in a new worker. */
  async retry(): Promise<void> {
    const [run, form] = [this.run.value!, this.#trainingForm()];
    run.failure.value = null;
    run.losses = 0;
    this.#loadedBackend = "none";
    if (form !== null) await this.#train(run, form);
  }

  /** Ends a paused run with its best weights. */
  async finish(): Promise<void> {
    await finishRun(this.run.value!, await this.#connect());
  }

  /** Gives up a run. */
  discard(): void {
    this.run.value = null;
  }

  async #train(run: OnnxRun, form: TrainingForm): Promise<void> {
    await trainRun(run, form, async (anew) => {
      // Runtimes disturb each other: a worker loads one.
      const other = this.#loadedBackend !== null && this.#loadedBackend !== run.backend;
      const reopened = anew || other ? await this.#reopen() : null;
      if (reopened?.ok === false) return reopened;
      this.#loadedBackend = run.backend;
      return { ok: true, value: await this.#connect() };
    });
  }

  /** Another worker with the same model and data. */
  async #reopen(): Promise<Outcome<unknown>> {
    const old = await this.#connection;
    old?.close();
    this.#connection = null;
    this.#loadedBackend = null;
    if (this.#modelFiles.length === 0) return { ok: true, value: null };
    const model = await this.#openModel(this.#modelFiles, this.modelOptions.value);
    return model.ok && this.#dropped !== null ? await this.#openData(this.#dropped) : model;
  }

  async #openModel(files: readonly File[], options: ModelOptions): Promise<Outcome<ModelView>> {
    return await (await this.#connect()).call((api) => api.openModel(files, options));
  }

  async #openData(dropped: DroppedData): Promise<Outcome<DataView>> {
    const connection = await this.#connect();
    if (dropped.kind === "table") {
      const outcome = await connection.call((api) => api.openTable(dropped.file));
      return outcome.ok ? { ok: true, value: { kind: "table", table: outcome.value } } : outcome;
    }
    const onProgress = (done: number, all: number): void => {
      this.reading.value = { of: "data", what: "Decoding images", done, all };
    };
    const [options, madeFor] = [this.modelOptions.value, this.#inputShape()];
    const outcome = await connection.call((api) => api.openImages(dropped.files, options, proxy(onProgress)));
    if (outcome.ok) this.#madeFor = madeFor;
    return outcome.ok ? { ok: true, value: { kind: "images", images: outcome.value } } : outcome;
  }

  async #check(): Promise<void> {
    const form = this.#trainingForm();
    const number = ++this.#checks;
    if (form === null || this.run.value?.active === true) return;
    // Images were made into rows of another model, or of other lengths.
    if (this.#dropped?.kind === "images" && this.#madeFor !== this.#inputShape()) {
      await this.dropData(this.#dropped);
      return;
    }
    const outcome =
      form.trained.length === 0
        ? ({ ok: false, failure: NOTHING_CHOSEN } as const)
        : await (await this.#connect()).call((api) => api.check(form));
    if (number !== this.#checks) return;
    batch(() => {
      this.checked.value = outcome.ok ? outcome.value : null;
      this.checkFailure.value = outcome.ok ? null : outcome.failure;
    });
    // A worker that ended while it had nothing to do is replaced, and asked again.
    if (!outcome.ok && outcome.failure.code === "WORKER_LOST" && (await this.#reopen()).ok) this.checkSoon();
  }

  #trainingForm(): TrainingForm | null {
    const [model, data, form] = [this.model.value, this.data.value, this.form.value];
    if (model === null || data === null || model.facts === null) return null;
    return {
      model: this.modelOptions.value,
      trained: chosenParameters(model.parameters, this.choice.value),
      label: data.kind === "table" ? form.label : null,
      flags: flagsOf(form, data.kind, model.facts.fixedRows),
    };
  }

  async #reading<Value>(reading: Reading, work: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    this.reading.value = reading;
    const outcome = await this.#withWorker(work);
    this.reading.value = null;
    return outcome;
  }

  /** A worker that ended is replaced, so that the next attempt is not lost to it too. */
  async #withWorker<Value>(work: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    const outcome = await work();
    if (!outcome.ok && outcome.failure.code === "WORKER_LOST") await this.#reopen();
    return outcome;
  }

  #inputShape(): string {
    return String(this.model.value?.facts?.inputShape ?? "");
  }

  #connect(): Promise<WorkerConnection> {
    return (this.#connection ??= WorkerConnection.open());
  }
}
