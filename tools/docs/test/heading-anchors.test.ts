import { describe, expect, it } from "vitest";
import { headingAnchors } from "../src/heading-anchors.ts";

describe("the anchors of a Markdown file", () => {
  it.each([
    ["# Install", "install"],
    ["## DRP-3 Which bits, and from where?", "drp-3-which-bits-and-from-where"],
    ["## What `fit` does: *exactly*", "what-fit-does-exactly"],
    ["### `snake_case` & more", "snake_case--more"],
    ["## See [the guide](guide/start.md)", "see-the-guide"],
    ['<a id="old-name"></a>', "old-name"],
  ])("of %s is %s", (text, anchor) => {
    expect([...headingAnchors(text)]).toEqual([anchor]);
  });
  it("count headings of one text", () => {
    expect([...headingAnchors("# A\n\n## Why\n\n## Why\n\n## Why\n")]).toEqual(["a", "why", "why-1", "why-2"]);
  });
  it("are not those of code", () => {
    expect([...headingAnchors("# A\n\n```sh\n# a comment\n```\n")]).toEqual(["a"]);
  });
});
