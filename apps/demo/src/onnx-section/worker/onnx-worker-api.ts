import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";
import type { ExportCheck, Measured, TrainFlags } from "lockstep/train";
import type { Outcome } from "../failure.ts";
import type { ModelView } from "../model/model-view.ts";

/** Where a file is trained. */
export type OrtBackendName = "ort-wasm" | "ort-webgpu";

/** What the user chose about the model. */
export interface ModelOptions {
  /** Lengths of axes that the file leaves open, as they were typed. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Name of the output that the loss is taken of; null for the first. */
  readonly output: string | null;
}

/** A table as it was dropped. */
export interface TableView {
  readonly name: string;
  readonly bytes: number;
  readonly columns: readonly string[];
  /** The first rows, as the file has them. */
  readonly rows: readonly (readonly string[])[];
  /** The column that is taken for the label unless the user chooses another. */
  readonly label: string;
}

/** An image as the model gets it. */
export interface ImageSample {
  readonly path: string;
  readonly label: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A folder of images as it was dropped. */
export interface ImagesView {
  readonly name: string;
  /** "28 x 28 pixels, grey": what every image was made into. */
  readonly madeInto: string;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  readonly samples: readonly ImageSample[];
  /** Paths of images that could not be decoded. */
  readonly undecoded: readonly string[];
  /** Paths of files that are no images. */
  readonly others: readonly string[];
}

/** Everything that a run depends on besides the model and the data. */
export interface TrainingForm {
  readonly model: ModelOptions;
  /** Names of the parameters that are trained. */
  readonly trained: readonly string[];
  /** A table's target column; null for the one that is found. */
  readonly label: string | null;
  /** As the command line has them. */
  readonly flags: TrainFlags;
}

/** What a run would train on, and how. */
export interface CheckedTraining {
  /** One sentence after the other. */
  readonly sentences: readonly string[];
  readonly rows: { readonly training: number; readonly validation: number };
  /** Rows of each class, training and validation; null if targets are values. */
  readonly classes: readonly { readonly name: string; readonly training: number; readonly validation: number }[] | null;
  /** Least, mean and largest target of the training rows; null if targets are classes. */
  readonly values: { readonly least: number; readonly mean: number; readonly largest: number } | null;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
}

/** What a worker tells while it trains. */
type OnnxTrainingEvent =
  | { readonly type: "phase"; readonly text: string }
  | { readonly type: "before"; readonly measured: Measured }
  | { readonly type: "step"; readonly step: number; readonly epoch: number }
  | { readonly type: "epoch"; readonly record: EpochRecord; readonly earlyStopping: EarlyStoppingState | null };

/** What the page lends the worker while it trains. */
export interface OnnxTrainingListener {
  onEvent(event: OnnxTrainingEvent): void;
  /** Keeps a checkpoint, as `encodeCheckpoint` writes it: training goes on from it if the worker is lost. */
  keep(checkpoint: Uint8Array): void | Promise<void>;
}

/** How training ended. */
export interface TrainingEnd {
  /** "paused" if `pause` was called: `train` goes on from the last checkpoint that was kept. */
  readonly kind: "paused" | "done";
  /** Why, in one sentence. */
  readonly sentence: string;
  /** The epoch whose weights the engine holds; null if none was finished yet. */
  readonly best: {
    /** Counted from 0. */
    readonly epoch: number;
    readonly loss: number;
    /** "validation loss" or "training loss": what was compared. */
    readonly watched: string;
  } | null;
}

/** A trained file, opened again and checked. */
export interface TrainedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly check: ExportCheck;
  readonly before: Measured;
  readonly after: Measured;
  /** All figures, as JSON. */
  readonly report: string;
}

/** Two files to try the section with. */
export interface ExampleFiles {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly table: string;
}

/** What the section's worker does for the page, over comlink. Nothing rejects: what failed is said in the outcome. */
export interface OnnxWorkerApi {
  /** Takes a Web Lock for as long as the worker lives. */
  hold(lockName: string): Promise<void>;
  makeExample(): Promise<Outcome<ExampleFiles>>;
  openModel(files: readonly File[], options: ModelOptions): Promise<Outcome<ModelView>>;
  openTable(file: File): Promise<Outcome<TableView>>;
  /** For the model that is open, whose input says what images are made into. */
  openImages(
    files: readonly { readonly path: string; readonly item: File }[],
    options: ModelOptions,
    onProgress: (done: number, all: number) => void,
  ): Promise<Outcome<ImagesView>>;
  check(form: TrainingForm): Promise<Outcome<CheckedTraining>>;
  /** @param checkpoint to go on from; null for the start */
  train(
    form: TrainingForm,
    backend: OrtBackendName,
    checkpoint: Uint8Array | null,
    listener: OnnxTrainingListener,
  ): Promise<Outcome<TrainingEnd>>;
  /** Ends `train` before its next step. */
  pause(): void;
  /** The best weights as a file; not while `train` is under way. */
  finish(): Promise<Outcome<TrainedFile>>;
}
