import {
  buildEvaluation,
  buildGradients,
  buildPrediction,
  buildTrainingLoop,
  buildTrainingStep,
  buildUpdate,
  type EvaluationGraph,
  type GradientsGraph,
  type PredictionGraph,
  type SgdStructure,
  type TrainableModel,
  type TrainingLoopGraph,
  type TrainingStepGraph,
  type UpdateGraph,
  type ValueNames,
} from "@lockstep/onnx";
import { LazySession, type OpenSession } from "./lazy-session.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import type { SessionSettings } from "./session-settings.ts";
import { structureKey } from "./structure-key.ts";

/** The sessions of one model, each created when it is first needed. */
export class ModelSessions {
  readonly evaluation: LazySession<EvaluationGraph>;
  readonly prediction: LazySession<PredictionGraph>;
  /** Prediction with dropout on. */
  readonly maskedPrediction: LazySession<PredictionGraph>;
  /** Gradients of the first micro-batch of several. */
  readonly gradients: LazySession<GradientsGraph>;
  /** Gradients of the others, added to those before. */
  readonly addedGradients: LazySession<GradientsGraph>;
  readonly settings: SessionSettings;
  readonly #ort: OrtNamespace;
  readonly #model: TrainableModel;
  readonly #training = new Map<string, LazySession<TrainingStepGraph>>();
  readonly #loops = new Map<string, LazySession<TrainingLoopGraph>>();
  readonly #update = new Map<string, LazySession<UpdateGraph>>();

  constructor(ort: OrtNamespace, model: TrainableModel, settings: SessionSettings) {
    this.#ort = ort;
    this.#model = model;
    this.settings = settings;
    const target = settings.executionProvider;
    const gradients = (accumulate: boolean) =>
      new LazySession(
        ort,
        settings,
        "gradients",
        () => buildGradients(model, { accumulate, target }),
        ({ outputs }) => namesIn(outputs.gradients, outputs.buffers),
      );
    this.evaluation = new LazySession(ort, settings, "evaluation", () => buildEvaluation(model, { target }));
    this.prediction = new LazySession(ort, settings, "prediction", () => buildPrediction(model, { target }));
    this.maskedPrediction = new LazySession(ort, settings, "Monte-Carlo prediction", () =>
      buildPrediction(model, { draws: true, target }),
    );
    this.gradients = gradients(false);
    this.addedGradients = gradients(true);
  }

  /** The training step of an optimiser's structure: a schedule that turns momentum on gets a session of its own. */
  training(structure: SgdStructure): Promise<OpenSession<TrainingStepGraph>> {
    const target = this.settings.executionProvider;
    return opened(this.#training, structure, () => {
      const build = (): TrainingStepGraph => buildTrainingStep(this.#model, structure, { target });
      return new LazySession(this.#ort, this.settings, "training", build, ({ outputs }) =>
        namesIn(outputs.parameters, outputs.velocity, outputs.buffers),
      );
    });
  }

  /** Several training steps as one graph. */
  trainingLoop(structure: SgdStructure, steps: number): Promise<OpenSession<TrainingLoopGraph>> {
    const target = this.settings.executionProvider;
    return opened(this.#loops, structure, () => {
      const build = (): TrainingLoopGraph => buildTrainingLoop(this.#model, structure, steps, { target });
      return new LazySession(this.#ort, this.settings, "training loop", build, ({ outputs }) =>
        namesIn(outputs.parameters, outputs.velocity, outputs.buffers),
      );
    });
  }

  /** The update after the gradients of several micro-batches. */
  update(structure: SgdStructure): Promise<OpenSession<UpdateGraph>> {
    const target = this.settings.executionProvider;
    return opened(this.#update, structure, () => {
      const build = (): UpdateGraph => buildUpdate(this.#model, structure, { target });
      return new LazySession(this.#ort, this.settings, "update", build, ({ outputs }) =>
        namesIn(outputs.parameters, outputs.velocity),
      );
    });
  }

  async release(): Promise<void> {
    const sessions = [
      this.evaluation,
      this.prediction,
      this.maskedPrediction,
      this.gradients,
      this.addedGradients,
      ...this.#training.values(),
      ...this.#loops.values(),
      ...this.#update.values(),
    ];
    await Promise.allSettled(sessions.map((session) => session.release()));
  }
}

function opened<Program extends { readonly bytes: Uint8Array }>(
  sessions: Map<string, LazySession<Program>>,
  structure: SgdStructure,
  make: () => LazySession<Program>,
): Promise<OpenSession<Program>> {
  const key = structureKey(structure);
  const session = sessions.get(key) ?? make();
  sessions.set(key, session);
  return session.open();
}

function namesIn(...names: readonly ValueNames[]): readonly string[] {
  return names.flatMap((group) => Object.values(group));
}
