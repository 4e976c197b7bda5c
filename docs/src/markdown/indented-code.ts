import type { MarkdownIt } from "./markdown-env.ts";

/** Gives indented code, formulas mostly, the look of a block between fences. */
export function indentedCode(md: MarkdownIt): void {
  md.core.ruler.after("block", "indented-code", ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === "code_block")
        Object.assign(token, { type: "fence", tag: "code", info: "text", markup: "```" });
    }
  });
}
