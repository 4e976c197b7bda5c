import { expose, transfer } from "comlink";
import { DataError } from "@lockstep/core";
import { ortRuntime } from "lockstep/train";
import { loadOrt } from "../../backends/load/load-ort.ts";
import { describeFailure } from "../describe-failure.ts";
import type { Outcome } from "../failure.ts";
import { checkedTraining, readyTraining } from "./check-training.ts";
import type { DataSource } from "./data-source.ts";
import { exampleFiles } from "./example-files.ts";
import { modelViewOf } from "./model-view-of.ts";
import type { OnnxWorkerApi, OrtBackendName, TrainingForm } from "./onnx-worker-api.ts";
import { openImages } from "./open-images.ts";
import { openModelFiles, type OpenedModel } from "./open-model-files.ts";
import { openTable } from "./open-table.ts";
import { TrainingSession } from "./training-session.ts";

// A file is opened, trained and written here; the page only shows.
let model: OpenedModel | null = null;
let source: DataSource | null = null;
let session: TrainingSession | null = null;

const api: OnnxWorkerApi = {
  hold: (lockName) =>
    new Promise((resolve, reject) => {
      // Never given back: the browser does, however the worker ends.
      const held = navigator.locks.request(lockName, () => {
        resolve();
        return new Promise(() => {});
      });
      held.catch(reject);
    }),
  async makeExample() {
    const outcome = await outcomeOf(async () => exampleFiles());
    return outcome.ok ? transfer(outcome, [outcome.value.model.buffer]) : outcome;
  },
  openModel: (files, options) =>
    outcomeOf(async () => {
      model = await openModelFiles(files);
      return modelViewOf(model, options);
    }),
  openTable: (file) =>
    outcomeOf(async () => {
      const table = await openTable(file);
      source = table.source;
      return table.view;
    }),
  openImages: (files, options, onProgress) =>
    outcomeOf(async () => {
      const { inputShape } = modelViewOf(openedModel(), options).facts ?? { inputShape: [] };
      const images = await openImages(files, inputShape, onProgress);
      source = images.source;
      return images.view;
    }),
  check: (form) => outcomeOf(async () => checkedTraining(ready(form))),
  train: (form, backend, checkpoint, listener) =>
    outcomeOf(async () => {
      if (session === null || checkpoint === null) session = await newSession(form, backend, listener);
      return await session.train(checkpoint, listener);
    }),
  pause() {
    session?.pause();
  },
  async finish() {
    const outcome = await outcomeOf(() => session!.finish());
    return outcome.ok ? transfer(outcome, [outcome.value.bytes.buffer]) : outcome;
  },
};

type TrainingParameters = Parameters<OnnxWorkerApi["train"]>;

async function newSession(
  form: TrainingForm,
  backend: OrtBackendName,
  listener: TrainingParameters[3],
): Promise<TrainingSession> {
  session?.dispose();
  session = null;
  const parts = ready(form);
  const executionProvider = backend === "ort-webgpu" ? "webgpu" : "wasm";
  listener.onEvent({ type: "phase", text: "Loading ONNX Runtime Web" });
  const ort = await loadOrt(executionProvider);
  const runtime = ortRuntime(ort, { executionProvider, cpuFallback: "allow" });
  const { file } = openedModel();
  const engine = await runtime.createEngine(file.bytes, parts.training.modelOptions);
  return new TrainingSession({ ...parts, file, runtime, engine });
}

function openedModel(): OpenedModel {
  if (model !== null) return model;
  throw new DataError({ subject: "The model", rule: "is not there yet", remedy: "Drop an .onnx file first." });
}

function ready(form: TrainingForm): ReturnType<typeof readyTraining> {
  if (source !== null) return readyTraining(openedModel().file, source, form);
  throw new DataError({
    subject: "The data",
    rule: "are not there yet",
    remedy: "Drop a table or a folder of images.",
  });
}

async function outcomeOf<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: describeFailure(error) };
  }
}

expose(api);
