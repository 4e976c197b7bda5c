import { describe, expect, it } from "vitest";
import { describeDifferences } from "../../src/train-section/views/difference/describe-differences.ts";

/** A backend whose largest difference is this one. */
function other(difference: number | null, step = 812) {
  const worst = difference === null ? null : { difference, step };
  return { name: "ort-wasm", steps: 900, worst, compared: 900, unknown: 0, parted: null } as const;
}

describe("what is said of differences", () => {
  it.each([
    [1.1e-6, "1.1e-6, at step 812", "magnified a million times"],
    [4e-8, "4.0e-8", "magnified ten million times"],
    [5e-3, "5.0e-3", "magnified a hundred times"],
    [3e-12, "3.0e-12", "magnified a billion times"],
  ])("%d: %s, %s", (difference, figure, magnified) => {
    const [sentence] = describeDifferences("reference", [other(difference)], false);
    expect(sentence).toContain(figure);
    expect(sentence).toContain(magnified);
  });
  it("is that nothing is drawn where nothing differs", () => {
    const [sentence] = describeDifferences("reference", [other(0)], true);
    expect(sentence).toContain("same to the last digit");
    expect(sentence).not.toContain("so far");
  });
  it("is not that curves lie on each other when they do not", () => {
    expect(describeDifferences("reference", [other(0.3)], true)[0]).toContain("can be seen in the curves");
  });
  it("names the backend that is farthest off, and those that are not there yet", () => {
    const late = { name: "tfjs-webgl", steps: 0, worst: null, compared: 0, unknown: 0, parted: null } as const;
    const near = { ...other(1e-7), name: "tfjs-wasm" } as const;
    const sentences = describeDifferences("reference", [near, other(1e-6), late], false);
    expect(sentences[0]).toContain("(ort wasm and reference)");
    expect(sentences[1]).toContain("tfjs webgl");
  });
  it("is why curves part, and from which step on", () => {
    const sentences = describeDifferences(
      "reference",
      [{ ...other(0.2), parted: { step: 57, together: true, jumped: true } }],
      true,
    );
    expect(sentences[1]).toMatch(/^From step 57 on ort wasm and reference go ways of their own.*about 0\.00001\./);
    expect(sentences[2]).toMatch(/usually.* kink of relu/);
  });
  it("is not a cause where curves crept apart", () => {
    const crept = { ...other(0.2), parted: { step: 57, together: true, jumped: false } };
    expect(describeDifferences("reference", [crept], true).join(" ")).not.toContain("relu");
  });
  it("is not that roundings are the cause where the first step differs", () => {
    const sentences = describeDifferences(
      "reference",
      [{ ...other(0.2), parted: { step: 0, together: false, jumped: false } }],
      true,
    );
    expect(sentences[1]).toContain("one of them computes something else");
    expect(sentences.join(" ")).not.toContain("relu");
  });
  it("is not where curves parted if the steps before are not known", () => {
    const late = { ...other(0.2), parted: { step: 640, together: false, jumped: false } };
    expect(describeDifferences("reference", [late], true)[1]).toContain(
      "went ways of their own before step 640, the first",
    );
  });
  it("asks for a second backend", () => {
    expect(describeDifferences("reference", [], false)[0]).toContain("second backend");
  });
});
