import { describe, expect, it } from "vitest";
import { featureMatrix, matrixHtml } from "../../src/index.ts";
import { CLAUSES, passes, record, RECORDS } from "./record.ts";

const page = matrixHtml(featureMatrix(RECORDS, CLAUSES), {
  specs: "spec/",
  note: "From <records>.",
  mutants: { format: "lockstep-mutants/1", mutants: [{ fault: "forgets", caughtBy: "sgd", cases: ["sgd: 1"] }] },
});
const all = (pattern: RegExp, text = page): string[] => Array.from(text.matchAll(pattern), ([, found]) => found!);

describe("the matrix as a page", () => {
  it("needs nothing from elsewhere and runs nothing", () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=/);
    expect(all(/(?:href|src)="([^"]*)"/g).filter((address) => !/^(#|spec\/)/.test(address))).toEqual([]);
  });
  it("closes what it opens, in order", () => {
    const open: string[] = [];
    const crossed: string[] = [];
    for (const [, close, name, rest] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/g)) {
      if (["meta", "input"].includes(name!) || rest!.endsWith("/")) continue;
      if (close === "") open.push(name!);
      else if (open.pop() !== name) crossed.push(name!);
    }
    expect([open, crossed]).toEqual([[], []]);
  });
  it("escapes text wherever it stands", () => {
    expect(page).not.toContain("<b>");
    expect(page).not.toContain("<records>");
    expect(page).toContain("&#60;b&#62;1 &#38; &#34;2&#34;&#60;/b&#62; | `3`");
  });
  it("has anchors for everything that it links to, each once", () => {
    const ids = all(/\sid="([^"]*)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(all(/href="#([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
  });
  it("says by scope what every header is for", () => {
    const headers = all(/<th([\s>][^>]*)>/g);
    expect(headers.length).toBeGreaterThan(10);
    expect(headers.filter((attributes) => !/scope="(?:row|col|rowgroup|colgroup)"/.test(attributes))).toEqual([]);
  });
  it("says every verdict in a sign and in words, not in colour alone", () => {
    const cells = all(/<tr id="[^"]+" class="clause[^"]*">([\s\S]*?)<\/tr>/g).flatMap((row) =>
      all(/(<td[\s\S]*?<\/td>)/g, row),
    );
    expect(cells).toHaveLength(4 * 3);
    expect(cells.filter((cell) => !/<i role="img" aria-label="[a-z ]+">[✓◐–!✗·]<\/i>/.test(cell))).toEqual([]);
  });
  it("tells the reasons in the cell and by number", () => {
    expect(page).toMatch(
      /title="1 failed, 1 unsupported, 1 passed\n1\. &#60;b&#62;[^"]*\n4\. layer gru: no kernel yet"/,
    );
    expect(page).toContain('<a href="#reason-4">4</a>');
  });
  it("has failures before everything else", () => {
    const places = ["failures", "backends", "features", "matrix", "unsupported", "elsewhere", "mutants"].map((id) =>
      page.indexOf(`<h2 id="${id}">`),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(page).toContain("✗ 2 failed.");
  });
  it("marks the rows and columns in which everything holds, which those who look for exceptions need not see", () => {
    expect(all(/<col( class="calm")? \/>/g)).toEqual([undefined, ' class="calm"', undefined, undefined]);
    expect(all(/<tr id="([^"]+)" class="clause calm">/g)).toEqual(["DRP-3"]);
  });
  it("begins with the overview", () => {
    expect(page).toContain('id="rows-sections" checked');
    expect(page).toMatch(/✗<\/i> 2 of 5 cases<\/span>\s*<small>0 of 2 clauses in full<\/small>/);
  });
  it("says of engines and places how many there are, and which of the cases ran", () => {
    expect(page).toContain("The reference engine and 2 backends in 2 places, held to 4 clauses");
    const some = matrixHtml(featureMatrix([record("mine", "Deno", [], "<dropout>")], CLAUSES));
    expect(some).toContain("Only cases with “&#60;dropout&#62;” ran.");
    const sample = { ...record("mine", "Deno", passes("DRP-1", 1)), part: "one case in 20" };
    const sampled = matrixHtml(featureMatrix([sample], CLAUSES));
    expect(sampled).toContain("Only one case in 20 ran.");
    expect(sampled).toContain("only one case in 20</small>");
    expect(some).not.toContain('id="elsewhere"');
  });
  it("is for a single engine too", () => {
    const single = matrixHtml(
      featureMatrix([record("mine", "Deno", [{ clauses: ["DRP-1"], status: "passed" }])], CLAUSES),
    );
    expect(single).toContain("<title>Conformance of mine: what holds where</title>");
    expect(single).toContain("✓ No case failed.");
    expect(single).not.toContain('id="failures"');
  });
  it("is the same twice, whatever the order of the records", () => {
    const once = matrixHtml(featureMatrix(RECORDS, CLAUSES));
    expect(matrixHtml(featureMatrix(RECORDS.toReversed(), CLAUSES))).toBe(once);
  });
});
