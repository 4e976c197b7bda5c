import { InvalidOptionError, type EngineCapabilities, type EngineState, type SgdStep } from "@lockstep/core";
import { rejectUnknownOptions, requireOneOf, requireStep } from "@lockstep/core/engine";
import { addTrainingInfo, buildTrainingStep, sgdStructure, type TrainingStepGraph } from "@lockstep/onnx";
import type { OrtModel } from "./ort-model.ts";

/** What an export has besides the model that infers. */
export type ExportedTraining = "none" | "training-info" | "step";

const TRAININGS: readonly ExportedTraining[] = ["none", "training-info", "step"];

/** Options of `exportModel`. */
export interface ModelExportOptions {
  /** Whether, and how, the training graph is exported. @default "none" */
  readonly trainingGraph?: ExportedTraining;
  /** The step whose parts the training graph has. @default that of the last `trainBatch` */
  readonly step?: SgdStep;
}

/** A checked request. */
export type ExportRequest =
  | { readonly trainingGraph: "none" }
  | { readonly trainingGraph: "training-info" | "step"; readonly step: SgdStep };

/** @throws {InvalidOptionError} for unknown options, and a training graph without a step. */
export function requireExport(
  { name, capabilities }: { readonly name: string; readonly capabilities: EngineCapabilities },
  options: ModelExportOptions,
  lastStep: SgdStep | undefined,
): ExportRequest {
  const subject = `${name}: exportModel`;
  rejectUnknownOptions(subject, options, ["trainingGraph", "step"]);
  const trainingGraph = requireOneOf(`${subject}: trainingGraph`, options.trainingGraph ?? "none", TRAININGS);
  if (trainingGraph === "none") return { trainingGraph };
  const step = options.step ?? lastStep;
  if (step === undefined) {
    throw new InvalidOptionError({
      subject: `${subject}: step`,
      rule: "must be given before the first step was trained",
      remedy: "Pass sgdStep(sgd({ ... }), 0): the training graph has its parts.",
    });
  }
  requireStep(name, capabilities, step);
  return { trainingGraph, step: { ...step } };
}

/** The bytes of the model with these weights; or its optimiser step. */
export function exportModel(
  model: OrtModel,
  state: EngineState,
  request: ExportRequest,
): Uint8Array | TrainingStepGraph {
  if (request.trainingGraph === "step") return buildTrainingStep(model, sgdStructure(request.step));
  const bytes = model.exportModel(state);
  if (request.trainingGraph === "none") return bytes;
  const { velocity } = state;
  return addTrainingInfo(bytes, model, { step: request.step, ...(velocity === undefined ? {} : { velocity }) });
}
