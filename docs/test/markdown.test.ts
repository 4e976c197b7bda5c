import { createMarkdownRenderer } from "vitepress";
import { describe, expect, it } from "vitest";
import { clauseLinks } from "../src/markdown/clause-links.ts";
import { indentedCode } from "../src/markdown/indented-code.ts";
import { nameLinks } from "../src/markdown/name-links.ts";
import { repositoryLinks } from "../src/markdown/repository-links.ts";
import { addressIn, REPOSITORY_ADDRESS, ROOT } from "../src/pages/repository.ts";
import type { IndexedName } from "../src/reference/reference-index.ts";

function named(name: string, specifier: string, page: string, kind: IndexedName["kind"] = "function"): IndexedName {
  return { name, specifier, kind, address: `${page}#${name.toLowerCase()}` };
}

const names = [
  named("splitRows", "@lockstep/core", "/api/core/data/split-rows"),
  named("sgd", "@lockstep/core", "/api/core/sgd/sgd"),
  named("patience", "@lockstep/core", "/api/core/early-stopping/patience"),
  named("earlyStopping", "@lockstep/core", "/api/core/early-stopping/early-stopping"),
  named("earlyStopping", "@lockstep/tfjs", "/api/tfjs/callbacks/early-stopping"),
  named("text", "@lockstep/onnx", "/api/onnx/graph/attribute"),
  named("EarlyStopping", "@lockstep/core", "/api/core/early-stopping/early-stopping", "type"),
  named("Linear", "@lockstep/core", "/api/core/sgd/linear", "type"),
  named("openOnnxModel", "@lockstep/onnx", "/api/onnx/import/open-onnx-model"),
];

const md = await createMarkdownRenderer(ROOT, {
  config(parser) {
    repositoryLinks(parser);
    nameLinks({
      names,
      optionNames: ["patience"],
      errorCodes: { DEVICE_LOST: "/api/errors#devicelosterror" },
      entries: [],
    })(parser);
    clauseLinks(parser);
    indentedCode(parser);
  },
});

/** Where the links of a text in a file lead to. */
function linksIn(file: string, text: string): string[] {
  const html = md.render(text, { path: `${ROOT}/${file}`, relativePath: file, cleanUrls: true });
  return Array.from(html.matchAll(/<a (?!class="header-anchor")[^>]*href="([^"]*)"/g), ([, href]) => href!);
}

describe("a name in code", () => {
  it.each([
    ["packages/core/README.md", "`splitRows`", "/api/core/data/split-rows#splitrows"],
    ["docs/guide/start.md", "`sgd`", "/api/core/sgd/sgd#sgd"],
    ["docs/guide/recipes.md", "`openOnnxModel`", "/api/onnx/import/open-onnx-model#openonnxmodel"],
    ["packages/tfjs/README.md", "`earlyStopping`", "/api/tfjs/callbacks/early-stopping#earlystopping"],
    ["docs/guide/tfjs.md", "`earlyStopping`", "/api/tfjs/callbacks/early-stopping#earlystopping"],
    ["docs/guide/promise.md", "`earlyStopping`", "/api/core/early-stopping/early-stopping#earlystopping"],
    ["docs/guide/recipes.md", "`DEVICE_LOST`", "/api/errors#devicelosterror"],
  ])("in %s, %s, leads to %s", (file, text, address) => {
    expect(linksIn(file, `See ${text}.`)).toEqual([address]);
  });
  it.each([
    ["another word", "`splitRow`"],
    ["more than the name", "`splitRows()`"],
    ["the name of an option too", "`patience`"],
    ["a plain word of another package", "`text`"],
    ["two packages have it, and the page is of neither", "`earlyStopping`", "packages/onnx/README.md"],
    ["a class of Keras", "`EarlyStopping`"],
    ["a class of PyTorch", "`Linear`"],
    ["a heading", "## `splitRows`"],
    ["no code", "splitRows"],
  ])("is left alone: %s", (_why, text, file = "packages/core/README.md") => {
    expect(linksIn(file, text)).toEqual([]);
  });
  it("is left alone in a link, and on its own page", () => {
    expect(linksIn("README.md", "[`splitRows`](#words)")).toEqual(["#words"]);
    expect(linksIn("docs/api/core/data/split-rows.md", "`splitRows`")).toEqual([]);
  });
});

describe("the number of a clause", () => {
  it("leads to it", () => {
    expect(linksIn("README.md", "As DRP-1 says (BAT-1 too), or *SGD-1*.")).toEqual([
      "/spec/dropout#drp-1-the-rate",
      "/spec/batching#bat-1-the-plan",
      expect.stringMatching(/^\/spec\/sgd#sgd-1-/),
    ]);
  });
  it.each(["ABC-1", "DRP-1000", "UTF-8", "`DRP-1`", "## DRP-1"])("is none: %s", (text) => {
    expect(linksIn("README.md", text)).toEqual([]);
  });
});

describe("a link between files", () => {
  it.each([
    ["README.md", "packages/core/spec/dropout.md#drp-1-the-rate", "/spec/dropout#drp-1-the-rate"],
    ["README.md", "packages/core", "/packages/core"],
    ["packages/tfjs/README.md", "FAULTS.md", "/packages/tfjs/faults"],
    ["packages/tfjs/README.md", "../core/spec", "/spec/"],
    ["docs/guide/start.md", "../../README.md", "/"],
    ["docs/guide/start.md", "#install", "#install"],
    ["docs/guide/start.md", "https://example.org/x.md", "https://example.org/x.md"],
  ])("of %s to %s leads to %s", (file, target, address) => {
    expect(linksIn(file, `[words](${target})`)).toEqual([address]);
  });
  it("to what is no page leads into the repository, and is plain text as long as that has no address", () => {
    const text = "[the licence](LICENSE) and [`fit`](packages/core/src/training/fit.ts)";
    const files = ["LICENSE", "packages/core/src/training/fit.ts"];
    const addresses = files.map((file) => `${REPOSITORY_ADDRESS}/blob/main/${file}`);
    expect(linksIn("README.md", text)).toEqual(REPOSITORY_ADDRESS === undefined ? [] : addresses);
  });
  it("takes that address from the manifest", () => {
    const repository = { type: "git", url: "git+https://example.org/lockstep/lockstep.git" };
    expect(addressIn(JSON.stringify({ repository }))).toBe("https://example.org/lockstep/lockstep");
    expect(addressIn("{}")).toBeUndefined();
  });
  it("to what is not there is an error", () => {
    expect(() => linksIn("README.md", "[words](packages/core/nothing.ts)")).toThrow(
      "README.md: the link to packages/core/nothing.ts leads nowhere",
    );
  });
});

it("gives indented code the look of fenced code", () => {
  expect(md.render("    y = f(x)\n", { path: `${ROOT}/README.md` })).toContain('class="language-text');
});
