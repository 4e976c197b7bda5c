import { UnsupportedOptionError } from "@lockstep/core";
import type { ExternalData } from "./external-data.ts";
import type { ModelFile } from "./model-file.ts";

/** Options of {@link readModel}. */
export interface ReadModelOptions {
  /** Needed where the model keeps its tensors in other files. */
  readonly externalData?: ExternalData;
}

/** Reads an `.onnx` file. */
export function readModel(bytes: Uint8Array, options: ReadModelOptions = {}): ModelFile {
  throw new UnsupportedOptionError({ subject: "readModel", rule: "is not there yet", received: [bytes, options] });
}
