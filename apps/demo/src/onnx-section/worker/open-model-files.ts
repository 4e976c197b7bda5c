import { DataError } from "@lockstep/core";
import { openBytes, type OpenedFile } from "lockstep/train";

/** An opened model, with the names of the files beside it that it reads. */
export interface OpenedModel {
  readonly file: OpenedFile;
  readonly externalFiles: readonly string[];
}

/**
 * Opens the `.onnx` file among files; tensors that it keeps in others are looked for among the rest, by their names.
 *
 * @throws {DataError} unless exactly one of them is an `.onnx` file, or if a file is damaged or missing.
 */
export async function openModelFiles(files: readonly File[]): Promise<OpenedModel> {
  const models = files.filter(({ name }) => /\.onnx$/iu.test(name));
  const [model] = models;
  if (model === undefined || models.length > 1) {
    throw new DataError({
      subject: "The model",
      rule: "must be one file whose name ends in .onnx",
      received: files.map(({ name }) => name),
      remedy:
        model === undefined
          ? "In PyTorch, torch.onnx.export writes one; a .pt or .pth file holds no graph."
          : "Drop one of them, with the files beside it that hold its weights.",
    });
  }
  const beside = new Map<string, Uint8Array>();
  for (const file of files) if (file !== model) beside.set(file.name, new Uint8Array(await file.arrayBuffer()));
  const externalFiles = new Set<string>();
  const externalData = (location: string): Uint8Array => {
    const name = location.split("/").at(-1)!;
    const bytes = beside.get(name);
    if (bytes === undefined) {
      throw new DataError(
        {
          subject: name,
          rule: `is missing: ${model.name} keeps weights in it`,
          remedy: "Drop both files together.",
        },
        "MISSING_DATA",
      );
    }
    externalFiles.add(name);
    return bytes;
  };
  const bytes = new Uint8Array(await model.arrayBuffer());
  const file = openBytes({ path: model.name, name: model.name, bytes, externalData });
  return { file, externalFiles: [...externalFiles] };
}
