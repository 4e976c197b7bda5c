import { UnsupportedOptionError } from "@lockstep/core";
import type { ModelFile } from "./model-file.ts";

/** What {@link writeModel} writes in place of what the file holds. */
export interface ModelChanges {
  /** New elements of float32 initializers, by name; as many as the file has. */
  readonly tensors?: ReadonlyMap<string, Float32Array>;
  /** Whether dropout and batch normalisation are written as they act outside training. Default: as the file has them. */
  readonly inference?: boolean;
  /** Whether tensors without new elements stay in the files beside the model. Default: the written file holds everything. */
  readonly keepExternalData?: boolean;
}

/** The bytes of the file. */
export function writeModel(file: ModelFile, changes: ModelChanges = {}): Uint8Array {
  throw new UnsupportedOptionError({ subject: "writeModel", rule: "is not there yet", received: [file, changes] });
}
