import type { EngineModel } from "@lockstep/core/engine";
import {
  buildEvaluation,
  buildPrediction,
  buildTrainingStep,
  trainableSpec,
  type EvaluationGraph,
  type PredictionGraph,
  type SgdStructure,
  type TrainableModel,
  type TrainingStepGraph,
} from "@lockstep/onnx";
import { LazySession, type OpenSession } from "./lazy-session.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import type { SessionSettings } from "./session-settings.ts";

/** The sessions of one model, each created when it is first needed. */
export class ModelSessions {
  readonly evaluation: LazySession<EvaluationGraph>;
  readonly prediction: LazySession<PredictionGraph>;
  /** Prediction with dropout on. */
  readonly maskedPrediction: LazySession<PredictionGraph>;
  readonly settings: SessionSettings;
  readonly #ort: OrtNamespace;
  readonly #model: TrainableModel;
  readonly #training = new Map<string, LazySession<TrainingStepGraph>>();

  constructor(ort: OrtNamespace, model: EngineModel, settings: SessionSettings) {
    this.#ort = ort;
    this.settings = settings;
    const trainable = trainableSpec(model);
    this.#model = trainable;
    const target = settings.executionProvider;
    this.evaluation = new LazySession(ort, settings, "evaluation", () => buildEvaluation(trainable, { target }));
    this.prediction = new LazySession(ort, settings, "prediction", () => buildPrediction(trainable, { target }));
    this.maskedPrediction = new LazySession(ort, settings, "Monte-Carlo prediction", () =>
      buildPrediction(trainable, { draws: true, target }),
    );
  }

  /** The training step of an optimiser's structure: a schedule that turns momentum on gets a session of its own. */
  training(structure: SgdStructure): Promise<OpenSession<TrainingStepGraph>> {
    const { momentum, nesterov, weightDecay, clip, maxNorm } = structure;
    const key = `${momentum} ${nesterov} ${weightDecay} ${clip} ${maxNorm}`;
    let session = this.#training.get(key);
    if (session === undefined) {
      session = new LazySession(
        this.#ort,
        this.settings,
        "training",
        () => buildTrainingStep(this.#model, structure, { target: this.settings.executionProvider }),
        ({ outputs }) => [
          ...Object.values(outputs.parameters),
          ...Object.values(outputs.velocity),
          ...Object.values(outputs.buffers),
        ],
      );
      this.#training.set(key, session);
    }
    return session.open();
  }

  async release(): Promise<void> {
    const sessions = [this.evaluation, this.prediction, this.maskedPrediction, ...this.#training.values()];
    await Promise.allSettled(sessions.map((session) => session.release()));
  }
}
