/** A JSDoc comment taken apart. */
export interface Docstring {
  /** The text before the first tag, as one line. */
  readonly description: string;
  readonly tags: readonly DocTag[];
}

export interface DocTag {
  /** Without its `@`. */
  readonly name: string;
  /** What follows the name, with its line breaks. */
  readonly text: string;
  /** How many lines the tag stands below the comment's first. */
  readonly line: number;
}

/** Takes apart the inside of a block comment; `undefined` if it is not a JSDoc comment. */
export function parseDocstring(comment: string): Docstring | undefined {
  if (!comment.startsWith("*")) return undefined;
  const lines = comment
    .slice(1)
    .split("\n")
    .map((line, index) => (index === 0 ? line.trimStart() : line.replace(/^\s*\* ?/, "")).trimEnd());
  const description: string[] = [];
  const tags: { name: string; text: string; line: number }[] = [];
  for (const [line, text] of lines.entries()) {
    // A tag begins a line, or follows a sentence in a comment of few words.
    const [, before, name, rest] =
      /^(.*?)(?:^|(?<= ))@(param|returns|throws|example|see|default)\b ?(.*)$/.exec(text) ?? [];
    const target = tags.at(-1);
    const isTag = name !== undefined && (before === "" || target?.name !== "example");
    const own = isTag ? before! : text;
    if (own !== "" || !isTag) {
      if (target === undefined) description.push(own);
      else target.text += `\n${own}`;
    }
    if (isTag) tags.push({ name, text: rest!, line });
  }
  return { description: description.join(" ").replaceAll(/\s+/g, " ").trim(), tags };
}

/** Whether the docstring has a tag. */
export function hasTag({ tags }: Docstring, name: string): boolean {
  return tags.some((tag) => tag.name === name);
}
