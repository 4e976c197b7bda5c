import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { placeOfSyntaxError } from "./place-of-syntax-error.ts";
import { pathToFileURL } from "node:url";

it("finds the file and line of a syntax error, in the module or in one that it imports", () => {
  const folder = temporaryFolder();
  const [broken, importing, good] = ["broken", "importing", "good"].map((name) => join(folder, `${name}.mjs`));
  writeFileSync(broken!, "const a = 1;\n\nconst = 2;\n");
  writeFileSync(importing!, 'import "./broken.mjs";\n');
  writeFileSync(good!, "export const a = 1;\n");
  expect(placeOfSyntaxError(pathToFileURL(broken!).href)).toBe(`${broken}:3`);
  expect(placeOfSyntaxError(pathToFileURL(importing!).href)).toBe(`${broken}:3`);
  expect(placeOfSyntaxError(pathToFileURL(good!).href)).toBeUndefined();
});
