import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inPageWords } from "./option-words.ts";

const CLI = new URL("../../../../packages/cli/src/", import.meta.url);

it("has words for every option that the shared sources speak of", () => {
  const sources = ["train/", "data/", "options/"].flatMap((folder) =>
    readdirSync(new URL(folder, CLI))
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => readFileSync(new URL(folder + name, CLI), "utf8")),
  );
  const sentences = sources
    .flatMap((source) => source.replaceAll(/\/\*\*.*?\*\/|\/\/.*/gsu, "").match(/"[^"\n]*"|`[^`]*`/gu) ?? [])
    .filter((text) => /--[a-z]/u.test(text));
  expect(sentences.length).toBeGreaterThan(30);
  // Where files are written and read is the command line's own matter, and so is its example.
  const own = /--(?:example|force|out|json|plot|checkpoint|resume|\$)/u;
  expect(
    sentences
      .filter((text) => !own.test(text))
      .map(inPageWords)
      .filter((text) => /--[a-z]/u.test(text)),
  ).toEqual([]);
});

it("begins a sentence with a capital letter, and leaves names of files alone", () => {
  expect(inPageWords("--epochs must be 1. --rows too.")).toBe(
    "The number of epochs must be 1. The number of rows too.",
  );
  expect(inPageWords("iris.csv: choose --loss mse")).toBe("iris.csv: choose the loss mse");
});
