import { readModel, type ModelFile } from "@lockstep/onnx";

/** An `.onnx` file with what lies beside it. */
export interface OpenedFile {
  /** What reports call it: its path, or its name where there is none. */
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Gives the bytes of a file in the model's folder, of those that the model names. */
  readonly externalData: (location: string) => Uint8Array;
  readonly content: ModelFile;
}

/**
 * Reads the bytes of an `.onnx` file.
 *
 * @throws {DataError} if it is damaged, or a file that it names is missing.
 * @throws {UnsupportedOptionError} for what cannot be read.
 */
export function openBytes(file: Omit<OpenedFile, "content">): OpenedFile {
  return { ...file, content: readModel(file.bytes, { externalData: file.externalData }) };
}
