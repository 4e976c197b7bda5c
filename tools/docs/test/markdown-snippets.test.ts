import { describe, expect, it } from "vitest";
import { markdownSnippets } from "../src/markdown-snippets.ts";

const FENCE = "```";

describe("the snippets of a Markdown file", () => {
  it("are its blocks of ts, each at its line, without the indentation of a list", () => {
    const text = `# Title\n\n${FENCE}ts\nconst a = 1;\n${FENCE}\n\n1. Item\n\n   ${FENCE}ts\n   if (a) {\n     a;\n   }\n   ${FENCE}\n`;
    expect(markdownSnippets("README.md", text)).toEqual([
      { file: "README.md", line: 4, code: "const a = 1;\n" },
      { file: "README.md", line: 10, code: "if (a) {\n  a;\n}\n" },
    ]);
  });
  it("leave out other languages", () => {
    expect(markdownSnippets("README.md", `${FENCE}sh\nnpm test\n${FENCE}\n\n${FENCE}\nx\n${FENCE}\n`)).toEqual([]);
  });
  it("may be fragments for a reason", () => {
    const text = `<!-- snippet: fragment, needs a browser -->\n\n${FENCE}ts\nnavigator.gpu;\n${FENCE}\n`;
    expect(markdownSnippets("README.md", text)).toMatchObject([{ fragment: "needs a browser" }]);
  });
  it("may be the block before, changed as a diff says", () => {
    const first = `${FENCE}ts\na;\nb;\nc;\nd;\n${FENCE}\n`;
    const change = `<!-- snippet: changes the block before -->\n\n${FENCE}diff\n a;\n-b;\n+B;\n d;\n+e;\n${FENCE}\n`;
    const plain = `${FENCE}diff\n-x;\n${FENCE}\n`;
    const codes = markdownSnippets("README.md", `${first}${plain}${change}`).map(({ code }) => code);
    expect(codes).toEqual(["a;\nb;\nc;\nd;\n", "a;\nB;\nc;\nd;\ne;\n"]);
  });
  it.each([
    ["a line that is not there", " x;", /"x;" is not in the code/],
    ["lines in another order", " b;\n a;", /"a;" is not in the code/],
    ["a line without a mark", "a;", /"a;" begins with neither/],
  ])("are refused with %s in a diff", (_what, diff, message) => {
    const text = `${FENCE}ts\na;\nb;\n${FENCE}\n<!-- snippet: changes the block before -->\n${FENCE}diff\n${diff}\n${FENCE}\n`;
    expect(() => markdownSnippets("README.md", text)).toThrow(message);
  });
  it("go on from the setup of their page", () => {
    const text = `<!-- snippet: setup -->\n\n${FENCE}ts\nconst a = 1;\n${FENCE}\n\n${FENCE}ts\na;\n${FENCE}\n`;
    const setup = { line: 4, code: "const a = 1;\n" };
    expect(markdownSnippets("README.md", text)).toEqual([
      { file: "README.md", ...setup },
      { file: "README.md", line: 8, code: "a;\n", setup },
    ]);
  });
  it.each([
    ["js", `${FENCE}js\na;\n${FENCE}\n`, /README\.md:2: write it as ts/],
    ["a mark without a reason", `<!-- snippet: fragment -->\n\n${FENCE}ts\na;\n${FENCE}\n`, /1 of its snippet marks/],
    ["a mark before something else", `<!-- snippet: fragment, why -->\n\nText.\n`, /1 of its snippet marks/],
  ])("are refused with %s", (_what, text, message) => {
    expect(() => markdownSnippets("README.md", text)).toThrow(message);
  });
});
